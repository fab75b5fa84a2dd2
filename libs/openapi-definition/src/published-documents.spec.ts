import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { importDefinition, parseDocument, readOpenApiDocument } from './index.js';

// Documents as others publish them: the OpenAPI project's own (petstore and its kin), many that show one
// feature each, and of real APIs star-trek (0.5 MB, 120 operations), readme (0.5 MB, 54) and readme-legacy.
const folder = dirname(createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'));
const files = ['2.0', '3.0', '3.1'].flatMap((version) =>
  ['json', 'yaml'].flatMap((format) =>
    readdirSync(join(folder, version, format))
      .filter((name) => name.endsWith(`.${format}`))
      .map((name) => `${version}/${format}/${name}`),
  ),
);

/** What cannot be an API here, and why. OpenAPI 3.1 is refused as a whole. */
const refused: Readonly<Record<string, string>> = {
  'parameters-style': "Resource's path part only allow a-zA-Z0-9._-:",
  'circular-paths': 'Model reference must be in canonical form',
  'schema-enums': 'Invalid model schema specified',
  'response-http-behavior': "security scheme 'api_key' is not defined",
};
const reasonOf = (file: string) =>
  file.startsWith('3.1/') ? 'Invalid OpenAPI input.' : refused[file.replace(/^.*\/|\.\w+$/g, '')];

type Map = Readonly<Record<string, unknown>>;
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
const member = (value: unknown, name: string): unknown => (value as Map | null | undefined)?.[name];

const importFile = (file: string) => {
  const body = readFileSync(join(folder, file));
  let ids = 0;
  const document = readOpenApiDocument(body, { accountId: '123456789012', region: 'eu-west-1' });
  const result = document.ok
    ? importDefinition(document.value, {
        restApiId: 'api1234567',
        rootResourceId: 'root123456',
        basePathMode: 'ignore',
        mode: 'overwrite',
        existing: null,
        ignoresDocumentation: false,
        failsOnWarnings: false,
        nextId: () => `id${++ids}`,
      })
    : document;
  return { source: parseDocument(body), result };
};

test('there are documents of all versions and formats', () => {
  expect(files.length).toBeGreaterThan(100);
});

test.each(files.filter((file) => reasonOf(file) === undefined))(
  '%s: every operation is a method, every schema a model, or a warning names what was left out',
  (file) => {
    const { source, result } = importFile(file);
    if (!result.ok) throw new Error(result.error.message);
    const { tree, warnings } = result.value;
    const pathOf = new Map(tree.resources.map(({ id, path }) => [id, path]));
    const methods = new Set(
      tree.methods.map(({ resourceId, httpMethod }) => `${httpMethod} ${pathOf.get(resourceId)}`),
    );
    const said = warnings.join('\n');
    const operations = entries(member(source, 'paths')).flatMap(([path, item]) =>
      entries(item)
        .filter(([verb]) => /^(get|put|post|delete|options|head|patch|trace)$/.test(verb))
        .map(([verb]) => `${verb.toUpperCase()} ${path.replace(/(.)\/$/, '$1')}`),
    );
    expect(operations.filter((operation) => !methods.has(operation) && !said.includes(operation))).toEqual(
      [],
    );
    const models = new Set(tree.models.map(({ name }) => name));
    const schemas = member(source, 'definitions') ?? member(member(source, 'components'), 'schemas');
    const names = entries(schemas).map(([name]) => name);
    expect(names.filter((name) => !models.has(name) && !said.includes(`'${name}'`))).toEqual([]);
  },
);

test.each(files.filter((file) => reasonOf(file) !== undefined))('%s is refused with the reason', (file) => {
  const { result } = importFile(file);
  expect(result.ok ? 'imported' : result.error.message).toContain(reasonOf(file));
});
