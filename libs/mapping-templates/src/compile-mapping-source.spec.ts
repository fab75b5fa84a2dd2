import { compileMappingSource, parseMappingSource, type MappingScope } from './index.js';

const response = JSON.stringify({
  error: { code: 42 },
  errorMessage: '{"trace":{"fn":"f"},"at":1}',
  other: '{"a":1}',
});
const scope: MappingScope = {
  params: { path: { id: 'a%20b' }, querystring: { q: '2' }, header: { 'X-Note': 'last' } },
  multiValueQuerystring: { q: ['1', '2'] },
  multiValueHeader: { 'X-Note': ['first', 'last'] },
  requestBody: '{"pets":[{"name":"Rex","tags":["a"],"age":3,"none":null}]}',
  context: { stage: 'prod', identity: { sourceIp: '::1' }, requestTimeEpoch: 5, nothing: null },
  stageVariables: { x: 'value' },
  integrationResponse: {
    header: { Location: '/there' },
    multiValueHeader: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: response,
  },
};

function read(expression: string, given: MappingScope = scope) {
  const parsed = parseMappingSource(expression);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return compileMappingSource(parsed.expression)(given);
}

test.each([
  ["'fixed'", 'fixed'],
  ['stageVariables.x', 'value'],
  ['context.identity.sourceIp', '::1'],
  ['context.requestTimeEpoch', '5'],
  ['method.request.path.id', 'a%20b'],
  ['method.request.querystring.q', '2'],
  ['method.request.header.X-Note', 'last'],
  ['method.request.multivaluequerystring.q', ['1', '2']],
  ['method.request.multivalueheader.X-Note', ['first', 'last']],
  ['method.request.body', scope.requestBody],
  ['method.request.body.pets[0].name', 'Rex'],
  ['method.request.body.pets[0].age', '3'],
  ['method.request.body.pets[0].tags', '["a"]'],
  ['integration.response.header.Location', '/there'],
  ['integration.response.multivalueheader.Set-Cookie', ['a=1', 'b=2']],
  ['integration.response.body', response],
  ['integration.response.body.error', '{"code":42}'],
  ['integration.response.body.errorMessage', '{"trace":{"fn":"f"},"at":1}'],
  ['integration.response.body.errorMessage.trace.fn', 'f'],
  ['integration.response.body.errorMessage.at', '1'],
])('%s reads its value', (expression, value) => expect(read(expression)).toEqual(value));

test.each([
  'stageVariables.no',
  'stageVariables.constructor',
  'context.no.deeper',
  'context.identity',
  'context.nothing',
  'context.__proto__',
  'method.request.path.toString',
  'method.request.header.x-note',
  'method.request.multivalueheader.constructor',
  'method.request.body.pets[1].name',
  'method.request.body.pets.length.x',
  'method.request.body.pets[0].none',
  'method.request.body.__proto__',
  'integration.response.header.constructor',
  'integration.response.body.errorMessage.none',
  'integration.response.body.other.a',
  'integration.response.body.error.errorMessage.at',
])('%s has no value', (expression) => expect(read(expression)).toBeUndefined());

test('a body that is not JSON has no parts, and before the integration answered there is no response', () => {
  expect(read('method.request.body.a', { ...scope, requestBody: 'a=1' })).toBeUndefined();
  expect(
    read('integration.response.header.Location', { ...scope, integrationResponse: null }),
  ).toBeUndefined();
  expect(read('integration.response.body', { ...scope, integrationResponse: null })).toBeUndefined();
});

test('of a body that is converted between two mappings each sees what it is then', () => {
  const changing = { ...scope, requestBody: '{"a":1}' };
  expect(read('method.request.body.a', changing)).toBe('1');
  changing.requestBody = '{"a":2}';
  expect(read('method.request.body.a', changing)).toBe('2');
});

test('an errorMessage that is no JSON, no text or nested too deep has no parts', () => {
  for (const errorMessage of ['{', 'null', '"a"', `{"at":${'['.repeat(100_000)}`, null, 5, { at: null }]) {
    const body = JSON.stringify({ errorMessage });
    const integrationResponse = { ...scope.integrationResponse!, body };
    expect(
      read('integration.response.body.errorMessage.at', { ...scope, integrationResponse }),
    ).toBeUndefined();
  }
});

test('a body nested a hundred thousand deep has no parts that can be mapped, and does no harm', () => {
  const requestBody = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(read('method.request.body.a', { ...scope, requestBody })).toBeUndefined();
});
