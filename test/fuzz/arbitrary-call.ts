import fc from 'fast-check';
import { patchTables } from '#libs/api-definition';
import type { InputMember, Operation } from '#libs/aws-wire';
import type { ServiceModel } from '../compat/service-model.js';

/**
 * One call, as a test case that shrinks: `$name` in any text stands for what the world knows by that name.
 */
export interface FuzzCall {
  readonly operation: string;
  readonly method: string;
  /** Segments of the path, not yet escaped. */
  readonly path: readonly string[];
  readonly query: readonly (readonly [string, string])[];
  /** JSON text, or bytes in Base64 when the call carries something else. */
  readonly body: { readonly json: string } | { readonly base64: string } | null;
}

/** What calls are made from. */
export interface FuzzedApi {
  readonly operations: readonly Operation[];
  readonly model: ServiceModel;
  /** Texts that mean something, by the name of the member that takes them. */
  readonly likely: Readonly<Record<string, readonly string[]>>;
  /** Names of operations that come rarely: a world without its API has little left to try. */
  readonly rare: readonly string[];
}

const oddText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      '__proto__',
      'constructor',
      '-1',
      '0',
      'true',
      '*',
      '/',
      '~1',
      '$.a',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('x'.repeat(3000), '🦊'.repeat(400), '\ud800', '9'.repeat(40), '1e400'),
  },
);
const oddJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    oddText,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(oddText, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/**
 * Mostly what the operation can do something with, so that calls come past the first look-up; now and then
 * anything.
 */
const textOf = ({ likely: texts }: FuzzedApi, member: string): fc.Arbitrary<string> => {
  const likely = texts[member];
  return likely
    ? fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: oddText })
    : fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom('a', 'B2', 'name-3') },
        { weight: 1, arbitrary: oddText },
      );
};

function valueOf(api: FuzzedApi, shapeName: string, member: string): fc.Arbitrary<unknown> {
  const fitting = fittingValue(api, shapeName, member);
  return fc.oneof({ weight: 50, arbitrary: fitting }, { weight: 1, arbitrary: oddJson });
}

function fittingValue(api: FuzzedApi, shapeName: string, member: string): fc.Arbitrary<unknown> {
  const shape = api.model.shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return fc.record(
        Object.fromEntries(
          Object.entries(shape.members ?? {}).map(([name, { shape: of, locationName }]) => [
            locationName ?? name,
            valueOf(api, of, locationName ?? name),
          ]),
        ),
        { requiredKeys: [] },
      );
    case 'list':
      return fc.array(valueOf(api, shapeOf(shape.member), member), { maxLength: 3 });
    case 'map':
      return fc.dictionary(
        textOf(api, `${member} key`),
        valueOf(api, shapeOf(shape.value), `${member} value`),
        {
          maxKeys: 3,
        },
      );
    case 'string':
      return shape.enum
        ? fc.oneof(
            { weight: 9, arbitrary: fc.constantFrom(...shape.enum) },
            { weight: 1, arbitrary: oddText },
          )
        : textOf(api, member);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'long':
      return fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer());
    case 'double':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double());
    default:
      return oddJson;
  }
}

/** In a path or a query everything is text. */
const parameterOf = (api: FuzzedApi, shapeName: string, member: string): fc.Arbitrary<string> =>
  api.model.shapes[shapeName]?.enum
    ? (fittingValue(api, shapeName, member) as fc.Arbitrary<string>)
    : textOf(api, member);

const shapeOf = (reference: { readonly shape: string } | string | undefined): string =>
  typeof reference === 'string' ? reference : (reference?.shape ?? '');

const verb = fc.constantFrom('add', 'remove', 'replace', 'copy', 'move', 'test');

/** Operations on the paths that the operation knows, with their keys filled in, and on others. */
function patchOf(api: FuzzedApi, operation: string): fc.Arbitrary<unknown> {
  const known = (
    patchTables as Readonly<Record<string, readonly { path: string; verbs: readonly string[] }[]>>
  )[operation];
  const path = fc
    .constantFrom(...(known ?? []).map((rule) => rule.path))
    .chain((text) =>
      fc
        .array(textOf(api, 'patch key'), { minLength: 4, maxLength: 4 })
        .map((keys) =>
          text.replace(/\{[^}]+\}/g, () => (keys.shift() ?? 'k').replaceAll('~', '~0').replaceAll('/', '~1')),
        ),
    );
  const fitting = fc.constantFrom(...(known ?? [])).chain((rule) => fc.constantFrom(...rule.verbs));
  const op = fc.record(
    {
      op: fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: verb }),
      path: fc.oneof({ weight: 9, arbitrary: path }, { weight: 1, arbitrary: oddText.map((t) => `/${t}`) }),
      value: textOf(api, 'patch value'),
      from: fc.constantFrom('/canarySettings/deploymentId', '/canarySettings/stageVariableOverrides', ''),
    },
    { requiredKeys: ['op', 'path'] },
  );
  return fc.array(op, { maxLength: 4 });
}

function callOf(api: FuzzedApi, operation: Operation): fc.Arbitrary<FuzzCall> {
  const at = (location: InputMember['location']) =>
    operation.members.filter((member) => member.location === location);
  const path = fc.record(
    Object.fromEntries(
      at('uri').map(({ name, wireName, shape }) => [wireName ?? name, parameterOf(api, shape, name)]),
    ),
  );
  const query = fc.record(
    Object.fromEntries(
      at('querystring').map(({ name, wireName, shape }) => [wireName ?? name, parameterOf(api, shape, name)]),
    ),
    { requiredKeys: [] },
  );
  return fc.tuple(path, query, bodyOf(api, operation, at('body'))).map(([values, given, body]) => ({
    operation: operation.name,
    method: operation.method,
    path: operation.uri
      .split('/')
      .slice(1)
      .map((segment) => segment.replace(/\{([^}]+)\}/, (_, name: string) => String(values[name] ?? 'x'))),
    query: [...Object.entries(operation.query), ...Object.entries(given)] as (readonly [string, string])[],
    body,
  }));
}

function bodyOf(
  api: FuzzedApi,
  operation: Operation,
  members: readonly InputMember[],
): fc.Arbitrary<FuzzCall['body']> {
  if (operation.method === 'GET' || operation.method === 'DELETE') return fc.constant(null);
  const bytes = fc
    .uint8Array({ maxLength: 60 })
    .map((given) => ({ base64: Buffer.from(given).toString('base64') }));
  if (operation.members.some(({ location }) => location === 'payload')) {
    const document = textOf(api, 'document').map((text) => ({ json: text }));
    return fc.oneof({ weight: 4, arbitrary: document }, { weight: 1, arbitrary: bytes });
  }
  const entries = members.map(({ name, wireName, shape }) => [
    wireName ?? name,
    name === 'patchOperations' ? patchOf(api, operation.name) : valueOf(api, shape, name),
  ]);
  const required = members.filter((member) => member.required).map(({ name, wireName }) => wireName ?? name);
  const fields = Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>;
  // With few optional members beside the required ones a call has a chance to be taken.
  const few = fc.subarray(Object.keys(fields), { maxLength: Math.min(3, entries.length) }).chain((chosen) => {
    const names = new Set([...required, ...chosen]);
    return fc.record(Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name))));
  });
  const fitting = fc.oneof(
    { weight: 9, arbitrary: few },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
  );
  const whole = fitting.map((value) => ({ json: JSON.stringify(value) }));
  const torn = fc
    .tuple(whole, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([{ json }, at]) => ({ json: json.slice(0, Math.floor(json.length * at)) }));
  return fc.oneof(
    { weight: 40, arbitrary: whole },
    { weight: 1, arbitrary: oddJson.map((value) => ({ json: JSON.stringify(value) ?? '' })) },
    { weight: 1, arbitrary: torn },
    { weight: 1, arbitrary: bytes },
  );
}

/** A call of any of the operations. */
export function anyCallOf(api: FuzzedApi): fc.Arbitrary<FuzzCall> {
  const isRare = ({ name }: Operation) => api.rare.includes(name);
  const frequent = api.operations.filter((operation) => !isRare(operation));
  return fc.oneof(
    { weight: 500, arbitrary: fc.constantFrom(...frequent).chain((operation) => callOf(api, operation)) },
    ...api.operations.filter(isRare).map((operation) => ({ weight: 1, arbitrary: callOf(api, operation) })),
  );
}
