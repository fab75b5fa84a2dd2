import { startLoggedApi, type LoggedApi } from '../../testing/logged-api.js';

let api: LoggedApi;
beforeAll(async () => {
  api = await startLoggedApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const linesOf: LoggedApi['linesOf'] = (path, options) => api.linesOf(path, options);
const stable = (line: string): string => api.stable(line);

describe('authorizers', () => {
  const authorization = 'the-token-0123456789';
  const call = (path: string) => linesOf(`/guarded${path}`, { headers: { authorization } });

  test('one that lets the caller pass is named before the usage plan', async () => {
    const lines = await call('/kept');
    expect(lines.slice(1, 5)).toEqual([
      'Starting authorizer: kept for request: <id>',
      'Incoming identity: **************456789',
      'Using valid authorizer policy for principal: ****',
      'Successfully completed authorizer execution',
    ]);
    expect(lines.at(-1)).toBe('Method completed with status: 200');
  });

  test('one whose function does not know the caller, with what it was sent', async () => {
    const lines = await call('/each');
    expect(lines.map(stable).slice(1)).toEqual([
      'Starting authorizer: each for request: <id>',
      'Incoming identity: **************456789',
      expect.stringMatching(/^Endpoint request URI: <backend>.*invocations$/),
      'Endpoint request headers: {...}',
      expect.stringContaining('Endpoint request body after transformations: {"type":"TOKEN"'),
      expect.stringMatching(/^Sending request to <backend>/),
      'Authorizer result body before parsing: {"errorMessage":"Unauthorized"}',
      'Unauthorized request: <id>',
      'Unauthorized',
      'Method completed with status: 401',
    ]);
    expect(lines.join()).not.toContain(authorization);
  });

  test('one whose policy denies', async () => {
    const lines = await linesOf('/guarded/request?b=query-0123456789', {
      headers: { A: 'header-0123456789' },
    });
    expect(lines.map(stable).slice(1)).toEqual([
      'Starting authorizer: request for request: <id>',
      'Incoming identity: {method.request.header.A=***********456789, method.request.querystring.b=**********456789}',
      'Using valid authorizer policy for principal: ****',
      'Successfully completed authorizer execution',
      'User is not authorized to access this resource with an explicit deny',
      'Method completed with status: 403',
    ]);
  });

  test('one whose function says nothing that can be used', async () => {
    const lines = await linesOf('/guarded/patterned', { headers: { authorization: 'Bearer abcdefghijkl' } });
    expect(lines.slice(-3)).toEqual([
      'Execution failed due to configuration error: Authorizer error',
      'AuthorizerConfigurationException',
      'Method completed with status: 500',
    ]);
  });

  test('401 without a call is in no log', async () => {
    expect(await linesOf('/guarded/kept')).toEqual([]);
  });
});
