import type { AuthorizerTestResult, FunctionAuthorizer, TestedRequest } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId } from '../testing/documents.js';
import { authorizerTest, createTestInvokeServices, testId } from '../testing/test-invoke-services.js';
import { runTestInvocation } from '../test-invocations/run-test-invocation.js';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:guard';
const policyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
};
let runtime: TestBackend;
let services: ReturnType<typeof createTestInvokeServices>;
/** What the function returns; `failed` marks an error of the function. */
let returns: { result: unknown; failed?: boolean; status?: number };

beforeAll(async () => {
  runtime = await startBackend((_, response) => {
    const { result, failed = false, status = 200 } = returns;
    response.writeHead(status, failed ? { 'X-Amz-Function-Error': 'Unhandled' } : {});
    response.end(typeof result === 'string' ? result : JSON.stringify(result));
  });
  services = createTestInvokeServices({ endpointUrl: runtime.origin });
});
beforeEach(() => {
  returns = { result: { principalId: 'anna', policyDocument } };
});
afterAll(async () => {
  await services.close();
  await runtime.close();
});

const header = { location: 'header', name: 'Auth', expression: 'method.request.header.Auth' } as const;
const token: FunctionAuthorizer = {
  type: 'TOKEN',
  id: 'auth01',
  region: 'us-east-1',
  functionArn: { parts: [{ kind: 'text', text: arn }] },
  identitySources: [header],
  identityPattern: null,
  resultTtlSeconds: 300,
};
const requestAuthorizer: FunctionAuthorizer = {
  ...token,
  type: 'REQUEST',
  identitySources: [
    header,
    { location: 'querystring', name: 'q', expression: 'method.request.querystring.q' },
    { location: 'stageVariables', name: 'v', expression: 'stageVariables.v' },
    { location: 'context', name: 'identity.sourceIp', expression: 'context.identity.sourceIp' },
  ],
};

async function ask(
  authorizer: FunctionAuthorizer,
  request: Partial<TestedRequest> = {},
  variables?: Record<string, string>,
): Promise<AuthorizerTestResult> {
  const result = await runTestInvocation(services, authorizerTest(authorizer, request, variables));
  if (result.kind !== 'authorizer') throw new Error(`a result of kind ${result.kind}`);
  return result;
}
/** How the log of a test tells the reasons apart. */
const logged = {
  'authorizer.unauthorized': /: Unauthorized\n$/,
  'authorizer.failed': /: AuthorizerFailureException\n$/,
  'authorizer.unusable': /: AuthorizerConfigurationException\n$/,
};
const withToken = (value: string) => ({ headers: [['auth', value]] as const });
const lastEvent = () => JSON.parse(runtime.seen.at(-1)!.body) as Record<string, unknown>;

describe('what the function is called with', () => {
  test('TOKEN: the type, the header as it came, and the ARN of what the caller wants', async () => {
    await ask(token, { ...withToken('Bearer x y '), pathWithQueryString: '/a/b?c=d', httpMethod: 'POST' });
    expect(lastEvent()).toEqual({
      type: 'TOKEN',
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/ESTestInvoke-stage/POST/a/b`,
      authorizationToken: 'Bearer x y ',
    });
    expect(runtime.seen.at(-1)!.url).toBe(`/2015-03-31/functions/${arn}/invocations`);
  });

  test('REQUEST: the request without its body, and empty maps where there is nothing', async () => {
    const headers = [
      ['Auth', '1'],
      ['auth', '2'],
    ] as const;
    await ask(requestAuthorizer, { headers, pathWithQueryString: '/?q=1&q=2', body: 'unseen' }, { v: 'x' });
    const event = lastEvent();
    expect(Object.keys(event)).toEqual([
      ...['type', 'methodArn', 'resource', 'path', 'httpMethod', 'headers', 'multiValueHeaders'],
      ...['queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'stageVariables'],
      'requestContext',
    ]);
    expect(event).toMatchObject({
      type: 'REQUEST',
      resource: '/',
      path: '/',
      httpMethod: 'GET',
      headers: { Auth: '2' },
      multiValueHeaders: { Auth: ['1', '2'] },
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      pathParameters: {},
      stageVariables: { v: 'x' },
      requestContext: {
        path: '/',
        stage: 'test-invoke-stage',
        requestId: testId,
        apiId,
        identity: { apiKey: 'test-invoke-api-key', sourceIp: 'test-invoke-source-ip' },
      },
    });
    expect(JSON.stringify(event)).not.toContain('unseen');
  });
});

describe('clientStatus 0: a result, whatever it says', () => {
  test('principal, policy and context come back, the context as texts', async () => {
    const context = { a: 'text', b: 1.5, c: true, d: null };
    returns = { result: { principalId: 'anna-1234567', policyDocument, context, usageIdentifierKey: 'k' } };
    const result = await ask(token, withToken('t'));
    expect(result).toMatchObject({
      clientStatus: 0,
      principalId: 'anna-1234567',
      authorization: { a: ['text'], b: ['1.5'], c: ['true'] },
      claims: null,
    });
    expect(JSON.parse(result.policy!)).toEqual(policyDocument);
    expect(result.log).toContain('Using valid authorizer policy for principal: ******234567\n');
  });

  test('a denial is a result, and so is an empty principal', async () => {
    const denial = { ...policyDocument, Statement: { ...policyDocument.Statement[0], Effect: 'Deny' } };
    returns = { result: { principalId: '', policyDocument: denial } };
    const result = await ask(token, withToken('t'));
    expect(result).toMatchObject({ clientStatus: 0, principalId: '' });
    expect(JSON.parse(result.policy!)).toEqual(denial);
  });

  test('REQUEST without caching does not insist on its identity sources', async () => {
    expect(await ask({ ...requestAuthorizer, resultTtlSeconds: 0 })).toMatchObject({ clientStatus: 0 });
  });

  test('identity sources may be in what the test says of the context', async () => {
    const tenant = { location: 'context', name: 'tenant', expression: 'context.tenant' } as const;
    const authorizer = { ...requestAuthorizer, identitySources: [tenant] };
    expect((await ask(authorizer)).clientStatus).toBe(401);
    expect((await ask(authorizer, { additionalContext: { tenant: 't1' } })).clientStatus).toBe(0);
  });
});

describe('401', () => {
  test.each<[string, FunctionAuthorizer, Partial<TestedRequest>]>([
    ['no token', token, {}],
    ['an empty token', token, withToken('')],
    [
      'a token that is not as it must be',
      { ...token, identityPattern: 'Bearer [a-z]+' },
      withToken('Bearer A'),
    ],
    ['a token that only begins as it must', { ...token, identityPattern: '[a-z]+' }, withToken('abc1')],
    ['a missing identity source of a cached REQUEST authorizer', requestAuthorizer, withToken('x')],
  ])('%s: and the function is not called', async (_, authorizer, request) => {
    const before = runtime.seen.length;
    const result = await ask(authorizer, request, { v: 'x' });
    expect(result).toMatchObject({ clientStatus: 401, principalId: null, policy: null });
    expect(result.log).toMatch(logged['authorizer.unauthorized']);
    expect(result.log).toMatch(new RegExp(`Unauthorized request: ${testId}\\n.* : Unauthorized\\n$`));
    expect(runtime.seen.length).toBe(before);
  });

  test('a function that fails with the text Unauthorized', async () => {
    returns = { result: { errorMessage: 'Unauthorized' }, failed: true };
    expect(await ask(token, withToken('t'))).toMatchObject({ clientStatus: 401 });
  });
});

describe('500', () => {
  test.each<[string, unknown]>([
    ['no JSON', 'text'],
    ['a list', []],
    ['no principal', { policyDocument }],
    ['no policy', { principalId: 'a' }],
    ['a policy without statements', { principalId: 'a', policyDocument: { Version: '2012-10-17' } }],
    [
      'an effect that is none',
      { principalId: 'a', policyDocument: { Statement: [{ Effect: 'allow', Action: 'a', Resource: 'b' }] } },
    ],
    [
      'a statement about nothing',
      { principalId: 'a', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'a' }] } },
    ],
    ['a context that is not flat', { principalId: 'a', policyDocument, context: { a: {} } }],
    ['a key that is no text', { principalId: 'a', policyDocument, usageIdentifierKey: 1 }],
  ])('%s', async (_, result) => {
    returns = { result };
    const response = await ask(token, withToken('t'));
    expect(response).toMatchObject({ clientStatus: 500, policy: null, authorization: null });
    expect(response.log).toMatch(logged['authorizer.unusable']);
    expect(response.log).toMatch(/Authorizer error\n.* : AuthorizerConfigurationException\n$/);
  });

  test('a function that raises another error, one that Lambda refuses, and one that names no function', async () => {
    returns = { result: { errorMessage: 'unauthorized' }, failed: true };
    const raised = await ask(token, withToken('t'));
    expect(raised.clientStatus).toBe(500);
    expect(raised.log).toMatch(logged['authorizer.failed']);
    returns = { result: { Message: 'no permission' }, status: 403 };
    const forbidden = await ask(token, withToken('t'));
    expect(forbidden.clientStatus).toBe(500);
    expect(forbidden.log).toMatch(logged['authorizer.unusable']);
    const unnamed: FunctionAuthorizer = {
      ...token,
      functionArn: { parts: [{ kind: 'stageVariable', name: 'fn', inAuthority: false }] },
    };
    expect((await ask(unnamed, withToken('t'))).clientStatus).toBe(500);
  });
});
