import { parseMappingDestination, parseMappingSource } from './index.js';

test.each([
  ['method.request.path.id', { kind: 'methodRequest', place: 'path', name: 'id' }],
  ['method.request.querystring.a.b', { kind: 'methodRequest', place: 'querystring', name: 'a.b' }],
  ['method.request.header.X-Note', { kind: 'methodRequest', place: 'header', name: 'X-Note' }],
  [
    'method.request.multivaluequerystring.q',
    { kind: 'methodRequest', place: 'multivaluequerystring', name: 'q' },
  ],
  ['method.request.multivalueheader.q', { kind: 'methodRequest', place: 'multivalueheader', name: 'q' }],
  ['method.request.body', { kind: 'methodRequestBody', jsonPath: [] }],
  [
    'method.request.body.petstore.pets[0].name',
    { kind: 'methodRequestBody', jsonPath: ['petstore', 'pets', 0, 'name'] },
  ],
  [
    'integration.response.header.Location',
    { kind: 'integrationResponse', place: 'header', name: 'Location' },
  ],
  [
    'integration.response.multivalueheader.L',
    { kind: 'integrationResponse', place: 'multivalueheader', name: 'L' },
  ],
  ['integration.response.body', { kind: 'integrationResponseBody', jsonPath: [] }],
  ["integration.response.body.a['b c']", { kind: 'integrationResponseBody', jsonPath: ['a', 'b c'] }],
  ['stageVariables.x', { kind: 'stageVariable', name: 'x' }],
  ['context.stage', { kind: 'context', path: ['stage'] }],
  ['context.identity.sourceIp', { kind: 'context', path: ['identity', 'sourceIp'] }],
  [
    'context.authorizer.claims.custom:role',
    { kind: 'context', path: ['authorizer', 'claims', 'custom:role'] },
  ],
  ["'static'", { kind: 'static', value: 'static' }],
  ["''", { kind: 'static', value: '' }],
  ["'GET,OPTIONS; it's'", { kind: 'static', value: "GET,OPTIONS; it's" }],
])('%s is a source', (text, expression) => {
  expect(parseMappingSource(text)).toEqual({ ok: true, expression });
});

test.each([
  '',
  'true',
  'method.request.header',
  'method.request.header.',
  'method.request.cookie.x',
  'method.request.header.a b',
  'method.request.header.ü',
  'method.request.bodyx',
  'method.request.body.',
  'method.request.body.a..b',
  'method.request.body.a[*]',
  'method.request.body.[?(@.x)]',
  'method.request.body.a[0]b',
  'method.response.header.x',
  'integration.response.path.x',
  'integration.request.header.x',
  '$context.stage',
  'context',
  'context.',
  'context.a..b',
  'context.a:b',
  '${stageVariables.x}',
  'stageVariables.',
  "'open",
  "'",
  'static',
  "'a\r\nSet-Cookie: b'",
  'method.request.header.x\n',
  ' method.request.header.x',
])('%j is no source, in the words of AWS', (text) => {
  expect(parseMappingSource(text)).toEqual({
    ok: false,
    error: { message: `Invalid mapping expression specified: ${text}`, offset: 0 },
  });
});

test.each([
  ['integration.request.path.id', { kind: 'integrationRequest', place: 'path', name: 'id' }],
  ['integration.request.querystring.q$', { kind: 'integrationRequest', place: 'querystring', name: 'q$' }],
  ['integration.request.header.X-A', { kind: 'integrationRequest', place: 'header', name: 'X-A' }],
  ['method.response.header.X-A', { kind: 'methodResponse', place: 'header', name: 'X-A' }],
  ['gatewayresponse.header.X-A', { kind: 'gatewayResponse', place: 'header', name: 'X-A' }],
])('%s is a destination', (text, expression) => {
  expect(parseMappingDestination(text)).toEqual({ ok: true, expression });
});

test.each([
  '',
  'method.response.path.x',
  'method.request.header.x',
  'integration.request.body',
  'integration.request.header.',
])('%j is no destination', (text) => expect(parseMappingDestination(text)).toMatchObject({ ok: false }));
