import fc from 'fast-check';
import {
  compileGatewayResponses,
  findGatewayResponseProblems,
  gatewayResponseTypes,
  renderGatewayResponse,
  type GatewayRefusal,
  type GatewayResponseCustomisation,
  type GatewayResponseTypeName,
} from './index.js';

const names = Object.keys(gatewayResponseTypes) as GatewayResponseTypeName[];
const scope: GatewayRefusal['scope'] = {
  params: { path: { id: '7' }, querystring: { q: 'a' }, header: { Origin: 'https://x' } },
  context: { stage: 'prod', requestId: 'r-1' },
  stageVariables: { color: 'blue' },
};
const set = (overrides: Partial<GatewayResponseCustomisation>): GatewayResponseCustomisation => ({
  statusCode: null,
  responseParameters: {},
  responseTemplates: {},
  ...overrides,
});

test.each([
  [
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ],
  ['INVALID_API_KEY', 403, 'Forbidden', 'ForbiddenException'],
  ['THROTTLED', 429, 'Too Many Requests', 'TooManyRequestsException'],
  ['QUOTA_EXCEEDED', 429, 'Limit Exceeded', 'LimitExceededException'],
  ['INTEGRATION_TIMEOUT', 504, 'Endpoint request timed out', 'InternalServerErrorException'],
  ['INTEGRATION_FAILURE', 500, 'Internal server error', 'InternalServerErrorException'],
  ['API_CONFIGURATION_ERROR', 500, 'Internal server error', 'InternalServerErrorException'],
  ['UNSUPPORTED_MEDIA_TYPE', 415, 'Unsupported Media Type', 'BadRequestException'],
  ['REQUEST_TOO_LARGE', 413, 'Request Too Long', 'RequestTooLargeException'],
  ['AUTHORIZER_FAILURE', 500, null, 'AuthorizerFailureException'],
] as const)('%s answers %d by default', (type, status, message, errorName) => {
  expect(renderGatewayResponse(type, {}, { scope })).toEqual({
    status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': errorName },
    body: JSON.stringify({ message }),
  });
});

test('the message of a request takes the place of the default and is quoted as JSON', () => {
  const message = 'Missing required request parameters: ["q1"]';
  const reply = renderGatewayResponse(
    'BAD_REQUEST_PARAMETERS',
    {},
    { scope, message, errorName: 'OtherException' },
  );
  expect(JSON.parse(reply.body)).toEqual({ message });
  expect(reply.headers['x-amzn-ErrorType']).toBe('OtherException');
});

test('what the execution of a method answers has a blank, unless an author wrote the text', () => {
  const refusal = { scope, inExecution: true };
  const body = (customisations: Parameters<typeof compileGatewayResponses>[0]) =>
    renderGatewayResponse('API_CONFIGURATION_ERROR', customisations, refusal).body;
  const responseParameters = { 'gatewayresponse.header.X-Mine': "'1'" };
  const responseTemplates = { 'application/json': '{"message":$context.error.messageString}' };
  expect(body({})).toBe('{"message": "Internal server error"}');
  expect(body({ DEFAULT_5XX: set({ responseParameters }) })).toBe('{"message": "Internal server error"}');
  expect(body({ DEFAULT_5XX: set({ responseTemplates }) })).toBe('{"message":"Internal server error"}');
});

test('headers keep their spelling, and none is there twice', () => {
  const responseParameters = {
    'gatewayresponse.header.X-MiNe': "'1'",
    'gatewayresponse.header.x-mine': "'2'",
    'gatewayresponse.header.X-Amzn-ErrorType': "'Mine'",
    'gatewayresponse.header.content-TYPE': "'text/x'",
  };
  const reply = renderGatewayResponse('THROTTLED', { THROTTLED: set({ responseParameters }) }, { scope });
  expect(reply.headers).toEqual({ 'x-mine': '2', 'X-Amzn-ErrorType': 'Mine', 'content-TYPE': 'text/x' });
});

test('the fast way for untouched types gives the bytes of the default template', () => {
  const touched = compileGatewayResponses({
    DEFAULT_4XX: set({
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    }),
  });
  const untouched = compileGatewayResponses({});
  fc.assert(
    fc.property(fc.string(), (message) => {
      expect(touched('ACCESS_DENIED', { scope, message })).toEqual(
        untouched('ACCESS_DENIED', { scope, message }),
      );
    }),
  );
});

test('a customised type has its status, headers and template', () => {
  const respond = compileGatewayResponses({
    DEFAULT_4XX: set({
      statusCode: '418',
      responseParameters: {
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
        'gatewayresponse.header.X-Origin': 'method.request.header.Origin',
        'gatewayresponse.header.X-Query': 'method.request.querystring.q',
        'gatewayresponse.header.X-Path': 'method.request.path.id',
        'gatewayresponse.header.X-Request': 'context.requestId',
        'gatewayresponse.header.X-Type': 'context.error.responseType',
        'gatewayresponse.header.X-Color': 'stageVariables.color',
        'gatewayresponse.header.X-None': 'stageVariables.none',
      },
      responseTemplates: {
        'application/json': '{"t":"$context.error.responseType","v":"$context.error.validationErrorString"}',
        'text/plain': '$context.error.message on $context.stage',
      },
    }),
  });
  const headers = {
    'x-amzn-ErrorType': 'BadRequestException',
    'Access-Control-Allow-Origin': '*',
    'X-Origin': 'https://x',
    'X-Query': 'a',
    'X-Path': '7',
    'X-Request': 'r-1',
    'X-Type': 'BAD_REQUEST_BODY',
    'X-Color': 'blue',
  };
  expect(respond('BAD_REQUEST_BODY', { scope, validationErrorString: '[no name]' })).toEqual({
    status: 418,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: '{"t":"BAD_REQUEST_BODY","v":"[no name]"}',
  });
  expect(respond('BAD_REQUEST_BODY', { scope, accept: 'text/plain;q=0.5, application/json' })).toEqual({
    status: 418,
    headers: { 'Content-Type': 'text/plain', ...headers },
    body: 'Invalid request body on prod',
  });
  expect(respond('BAD_REQUEST_BODY', { scope, accept: 'image/png' }).headers['Content-Type']).toBe(
    'application/json',
  );
  expect(respond('BAD_REQUEST_BODY', { scope, accept: 'constructor' }).status).toBe(418);
  expect(respond('INTEGRATION_TIMEOUT', { scope }).status).toBe(504);
});

test('a refusal may have a status of its own, but an author has the last word', () => {
  const refusal = { scope, status: 502 };
  expect(renderGatewayResponse('INTEGRATION_FAILURE', {}, refusal).status).toBe(502);
  const customised = { INTEGRATION_FAILURE: set({ statusCode: '503' }) };
  expect(renderGatewayResponse('INTEGRATION_FAILURE', customised, refusal).status).toBe(503);
});

test('a mapped Content-Type replaces that of the template', () => {
  const responseParameters = { 'gatewayresponse.header.Content-Type': "'text/xml'" };
  const reply = renderGatewayResponse('THROTTLED', { THROTTLED: set({ responseParameters }) }, { scope });
  expect(reply.headers).toEqual({
    'Content-Type': 'text/xml',
    'x-amzn-ErrorType': 'TooManyRequestsException',
  });
});

test('a 413 stays what it is', () => {
  const own = set({ statusCode: '400', responseTemplates: { 'text/plain': 'x' } });
  const reply = renderGatewayResponse(
    'REQUEST_TOO_LARGE',
    { REQUEST_TOO_LARGE: own, DEFAULT_4XX: own },
    { scope },
  );
  expect(reply).toMatchObject({ status: 413, body: '{"message":"Request Too Long"}' });
});

test('no mapping can break the framing of a response or smuggle a header into it', () => {
  const responseParameters = {
    'gatewayresponse.header.Content-Length': "'0'",
    'gatewayresponse.header.Transfer-Encoding': "'chunked'",
    'gatewayresponse.header.Connection': "'upgrade'",
    'gatewayresponse.header.X-Q': 'method.request.querystring.q',
  };
  const respond = compileGatewayResponses({ THROTTLED: set({ responseParameters }) });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (q) => {
      const { headers } = respond('THROTTLED', {
        scope: { ...scope, params: { ...scope.params, querystring: { q } } },
      });
      expect(Object.keys(headers).sort()).toEqual(['Content-Type', 'X-Q', 'x-amzn-ErrorType']);
      expect(headers['X-Q']).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
    }),
  );
});

test('every type can be answered with nothing known about the request', () => {
  const empty = { params: { path: {}, querystring: {}, header: {} }, context: {}, stageVariables: {} };
  const respond = compileGatewayResponses({});
  for (const name of names)
    expect(respond(name, { scope: empty }).status).toBe(gatewayResponseTypes[name].servedStatusCode);
});

test('what cannot be served is named when the API is compiled', () => {
  const problems = findGatewayResponseProblems({
    NO_SUCH_TYPE: set({}),
    THROTTLED: set({
      responseParameters: {
        'gatewayresponse.header.A': "'fine'",
        'gatewayresponse.header.B': 'context.requestId',
        'gatewayresponse.header.C': 'method.request.body',
        'gatewayresponse.header.D': 'integration.response.header.X',
        'gatewayresponse.header.E': 'nonsense',
        'method.response.header.F': "'x'",
      },
    }),
  });
  expect(problems.map(({ message }) => message)).toEqual([
    'Unknown gateway response type: NO_SUCH_TYPE',
    'Invalid mapping expression specified: gatewayresponse.header.C=method.request.body',
    'Invalid mapping expression specified: gatewayresponse.header.D=integration.response.header.X',
    'Invalid mapping expression specified: gatewayresponse.header.E=nonsense',
    "Invalid mapping expression specified: method.response.header.F='x'",
  ]);
});
