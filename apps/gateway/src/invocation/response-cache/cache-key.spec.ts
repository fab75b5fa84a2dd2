import fc from 'fast-check';
import { parseMappingSource } from '#libs/mapping-templates';
import { mock } from '../../testing/documents.js';
import type { Caller } from '../../http/caller.js';
import type { Routed } from '../invocation.js';
import { compileCacheKey, type KeyedMethod } from './cache-key.js';
import { compileResponseVariant } from './response-variant.js';

interface Asked {
  readonly query?: string;
  readonly headers?: readonly string[];
  readonly path?: Readonly<Record<string, string>>;
  readonly connection?: string;
  readonly accessKeyId?: string;
  readonly host?: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly subject?: string;
  readonly caller?: Partial<Caller>;
}

const plainCaller = { peerIp: '192.0.2.1', port: '80', isTls: false };

const requestOf = ({ query = '', headers = [], path = {}, host = 'host', ...more }: Asked): Routed =>
  ({
    request: {
      host,
      rawHeaders: headers,
      connection: more.connection ?? null,
      accept: more.accept ?? null,
      contentType: more.contentType ?? null,
      caller: { ...plainCaller, ...more.caller },
    },
    address: { query, path: '/the/path' },
    pathParameters: path,
    signer: more.accessKeyId === undefined ? null : { accessKeyId: more.accessKeyId },
    scope: { context: { authorizer: { claims: { sub: more.subject ?? null } } } },
  }) as unknown as Routed;

function keyedBy(
  names: readonly string[],
  { authorization = 'NONE', resourcePath = '/{id}', variantOf = null }: Partial<KeyedMethod> = {},
): (asked: Asked) => string {
  const parameters = names.map((name) => {
    const parsed = parseMappingSource(name);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return { name, from: parsed.expression };
  });
  const cacheKey = { namespace: 'n', parameters };
  const { keyOf } = compileCacheKey({ cacheKey, resourcePath, authorization, variantOf })!;
  return (asked) => keyOf(requestOf(asked), 'prefix');
}

const names = [
  'method.request.header.X-A',
  'method.request.path.id',
  'method.request.querystring.a',
  'method.request.querystring.b',
];
// Short, and of what texts could be taken for one another by: lengths, marks, separators.
const value = fc.string({ unit: fc.constantFrom('1', ':', '-', ',', '%31', '2'), maxLength: 3 });
const pair = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(value));
const asked = fc.record({
  pairs: fc.array(pair, { maxLength: 4 }),
  headers: fc.array(fc.tuple(fc.constantFrom('X-A', 'x-a', 'X-B'), value), { maxLength: 3 }),
  id: fc.option(value),
});
type Declared = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const sent = ({ pairs, headers, id }: Declared): Asked => ({
  query: pairs.map(([name, text]) => (text === null ? name : `${name}=${text}`)).join('&'),
  headers: headers.flat(),
  path: id === null ? {} : { id },
});
/** What a request says of the declared parameters, in another way than the key. */
const saidBy = ({ pairs, headers, id }: Declared): string =>
  JSON.stringify([
    headers.filter(([name]) => name.toLowerCase() === 'x-a').map(([, text]) => text),
    id,
    pairs.filter(([name]) => name === 'a'),
    pairs.filter(([name]) => name === 'b'),
  ]);

test('two requests have one key when all their declared parameters are the same, and only then', () => {
  const keyOf = keyedBy(names);
  fc.assert(
    fc.property(asked, asked, (one, other) => {
      expect(keyOf(sent(one)) === keyOf(sent(other))).toBe(saidBy(one) === saidBy(other));
    }),
    { numRuns: 5_000 },
  );
});

test('long keys are short, and still tell apart what differs in one character', () => {
  const keyOf = keyedBy(names);
  const [one, other] = ['x'.repeat(8_000), `${'x'.repeat(7_999)}y`].map((text) =>
    keyOf({ query: `a=${text}` }),
  );
  expect(one!.length).toBeLessThan(300);
  expect(one).not.toBe(other);
  // Halves of surrogate pairs, which UTF-8 does not tell apart.
  const bySubject = keyedBy(['context.authorizer.claims.sub', 'method.request.querystring.a']);
  const keyFor = (subject: string): string => bySubject({ query: `a=${'x'.repeat(300)}`, subject });
  expect(keyFor('\ud800')).not.toBe(keyFor('\ud801'));
});

test.each<[string, string[], Asked, Asked]>([
  ['a name in escapes is the name', names, { query: '%61=1' }, {}],
  ['a semicolon may part parameters', names, { query: 'a=1;a=2' }, { query: 'a=1&a=2' }],
  ['what follows a semicolon may be a parameter', names, { query: 'c=1;a=2' }, { query: 'c=1' }],
  [
    'a header that ends at the gateway',
    names,
    { headers: ['X-A', '1'], connection: 'X-a' },
    { headers: ['X-A', '1'] },
  ],
  ['the host', names, { host: 'a' }, { host: 'a:81' }],
  ['the scheme', names, { caller: { isTls: true } }, {}],
  [
    'the address that the gateway adds',
    ['method.request.header.X-Forwarded-For'],
    { caller: { peerIp: '192.0.2.2' } },
    {},
  ],
  [
    'the address of the caller behind one that it has sent',
    ['method.request.header.x-forwarded-for'],
    { caller: { peerIp: '192.0.2.2' }, headers: ['X-Forwarded-For', '192.0.2.1'] },
    { headers: ['X-Forwarded-For', '192.0.2.1'] },
  ],
  ['the port', ['method.request.header.X-Forwarded-Port'], { caller: { port: '81' } }, {}],
])('%s', (_, declared, one, other) => {
  const keyOf = keyedBy(declared);
  expect(keyOf(one)).not.toBe(keyOf(other));
  expect(keyOf(one)).toBe(keyOf(one));
});

test('of two path variables of one name the whole path counts', () => {
  const keyOf = keyedBy(['method.request.path.id'], { resourcePath: '/{id}/of/{id}' });
  expect(keyOf({ path: { id: '1' } })).toContain('/the/path');
});

test('where a checked signature was taken off, who has signed stands for what carried it', () => {
  const keyOf = keyedBy(['method.request.header.Authorization'], { authorization: 'AWS_IAM' });
  expect(keyOf({ accessKeyId: 'A' })).not.toBe(keyOf({ accessKeyId: 'B' }));
  expect(keyOf({ accessKeyId: 'A' })).toBe(keyOf({ accessKeyId: 'A' }));
  expect(keyOf({ accessKeyId: 'A', headers: ['Authorization', 'Bearer 1'] })).not.toBe(
    keyOf({ accessKeyId: 'A', headers: ['Authorization', 'Bearer 2'] }),
  );
});

test('what decides which response the gateway makes is in the key, and nothing else of it', () => {
  const twoTemplates = mock({ 'application/json': '{}', 'text/xml': '{}' }, [
    {
      statusCode: '200',
      selectionPattern: null,
      headers: [],
      templates: { 'application/json': null, 'text/csv': null },
    },
  ]);
  const keyOf = keyedBy([], {
    variantOf: compileResponseVariant(twoTemplates, (type) => type === 'image/png'),
  });
  const keys = [
    {},
    { accept: 'text/csv, */*' },
    { accept: 'image/png' },
    { contentType: 'text/xml; charset=utf-8' },
    { contentType: 'text/plain' },
  ].map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf({ accept: 'text/css' })).toBe(keyOf({ accept: 'text/html' }));
  expect(keyOf({ contentType: 'application/json' })).toBe(keyOf({}));
  expect(compileResponseVariant({ ...twoTemplates, requestTemplates: {}, responses: [] }, null)).toBeNull();
});

test('methods with one key and other templates are not taken for one another', () => {
  const keyed = (...mediaTypes: string[]) => {
    const templates = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, null]));
    const responses = [{ statusCode: '200', selectionPattern: null, headers: [], templates }];
    return keyedBy([], { variantOf: compileResponseVariant(mock({}, responses), null) });
  };
  const [one, other] = [keyed('application/json', 'text/xml'), keyed('text/xml', 'application/json')];
  expect(one({ accept: 'text/xml' })).toBe(other({ accept: 'text/xml' }));
  expect(one({ accept: 'text/xml' })).not.toBe(other({ accept: 'application/json' }));
});

test('a parameter that cannot be read means that nothing is cached', () => {
  const parameters = [{ name: 'x', from: { kind: 'unreadable', message: '' } as const }];
  const cacheKey = { namespace: 'n', parameters };
  expect(compileCacheKey({ cacheKey, resourcePath: '/', authorization: 'NONE', variantOf: null })).toBeNull();
});
