import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { looksSecret } from './looks-secret.js';
import { notSecret, secretMembers } from './secret-members.js';

const folder = fileURLToPath(new URL('../../aws-wire/model', import.meta.url));

/** As far as this asks: shapes by name, and what operations take and give. */
interface Model {
  readonly service: string;
  readonly operations: Readonly<
    Record<string, { readonly input?: string | null; readonly output?: string | null }>
  >;
  readonly shapes: Readonly<Record<string, Shape | undefined>>;
}
type Ref = string | { readonly shape: string };
interface Shape {
  readonly type: string;
  readonly sensitive?: boolean;
  readonly members?: Readonly<Record<string, Ref>>;
  readonly member?: Ref;
  readonly value?: Ref;
}

const models = readdirSync(folder)
  .filter((name) => /-\d{4}-\d\d-\d\d\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Model);

const nameOf = (ref: Ref | undefined): string => (typeof ref === 'string' ? ref : (ref?.shape ?? ''));

interface Member {
  readonly path: string;
  readonly name: string;
  readonly sensitive: boolean;
}

function membersBelow(model: Model, shapeName: string, path: string, open: readonly string[]): Member[] {
  const shape = model.shapes[shapeName];
  if (!shape || open.includes(shapeName)) return [];
  const below = [...open, shapeName];
  if (shape.type !== 'structure')
    return membersBelow(model, nameOf(shape.member ?? shape.value), path, below);
  return Object.entries(shape.members ?? {}).flatMap(([member, ref]) => {
    const name = member.charAt(0).toLowerCase() + member.slice(1);
    const at = path === '' ? name : `${path}.${name}`;
    const sensitive = model.shapes[nameOf(ref)]?.sensitive === true;
    return [{ path: at, name, sensitive }, ...membersBelow(model, nameOf(ref), at, below)];
  });
}

const isListed = (paths: readonly string[] | undefined, path: string): boolean =>
  (paths ?? []).some((listed) => path === listed || path.startsWith(`${listed}.`));

/** `value` says nothing by itself: of a key it is the key. */
const isKeyValue = (operation: string, { name, path }: Member): boolean =>
  /(Api|UsagePlan)Keys?$/.test(operation) && name === 'value' && !path.startsWith('patchOperations');

test('every member of every operation that looks secret is listed, as a secret or as none', () => {
  expect(models.length).toBeGreaterThanOrEqual(3);
  const unlisted = models.flatMap((model) =>
    Object.entries(model.operations).flatMap(([operation, { input, output }]) =>
      (['request', 'response'] as const).flatMap((part) =>
        membersBelow(model, (part === 'request' ? input : output) ?? '', '', [])
          .filter((member) => member.sensitive || looksSecret(member.name) || isKeyValue(operation, member))
          .filter(
            ({ path, name }) => !isListed(secretMembers[operation]?.[part], path) && !(name in notSecret),
          )
          .map(({ path }) => `${model.service} ${operation} ${part} ${path}`),
      ),
    ),
  );
  expect(unlisted).toEqual([]);
});

test('what is listed of operations that there are is spelled as they spell it', () => {
  // Operations of two services may have one name: a secret is listed for both.
  const paths = new Map<string, Record<'request' | 'response', Set<string>>>();
  for (const model of models)
    for (const [operation, { input, output }] of Object.entries(model.operations)) {
      const known = paths.get(operation) ?? { request: new Set(), response: new Set() };
      for (const { path } of membersBelow(model, input ?? '', '', [])) known.request.add(path);
      for (const { path } of membersBelow(model, output ?? '', '', [])) known.response.add(path);
      paths.set(operation, known);
    }
  const unknown = Object.entries(secretMembers).flatMap(([operation, members]) =>
    (['request', 'response'] as const).flatMap((part) =>
      (members[part] ?? [])
        .filter((path) => paths.has(operation) && !paths.get(operation)![part].has(path))
        // Of members that the models here leave out.
        .filter((path) => path !== 'tokenCode')
        .map((path) => `${operation} ${part} ${path}`),
    ),
  );
  expect(unknown).toEqual([]);
});

test.each([
  'secretAccessKey',
  'sessionToken',
  'certificatePrivateKey',
  'webIdentityToken',
  'sAMLAssertion',
  'password',
  'token',
  'apiKey',
  'x-api-key',
  'Authorization',
  'masterKey',
])('%s looks secret', (name) => expect(looksSecret(name)).toBe(true));

test.each([
  'nextToken',
  'clientToken',
  'key',
  'keyId',
  'tagKeys',
  'position',
  'name',
  'apiKeySource',
  'apiKeyRequired',
])('%s does not', (name) => expect(looksSecret(name)).toBe(false));
