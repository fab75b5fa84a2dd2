import type { CorsSettings } from '#libs/snapshot-format';
import { mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

const page = 'https://app.example.com';
const other = 'https://other.example.com';
const named = { origins: [page], credentials: false };
const closed = { apiKeyRequired: true };

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  const routes = {
    '/keyed': { DELETE: mockMethod('deleted', closed), GET: mockMethod('got', closed) },
    '/any': { ANY: mockMethod('any', closed) },
    '/own': { GET: mockMethod('own'), OPTIONS: mockMethod('own preflight') },
    '/greedy': { GET: mockMethod('static') },
    '/{proxy+}': { POST: mockMethod('greedy') },
  };
  const stage = (stageName: string, cors: CorsSettings | null) =>
    system.deploy(snapshot(routes), { stageName, ...(cors && { cors }) });
  await stage('none', null);
  await stage('named', named);
  await stage('cookies', { ...named, credentials: true });
  await stage('any', { origins: 'any', credentials: false });
  await system.deploy(
    snapshot(routes, {
      gatewayResponses: {
        DEFAULT_4XX: {
          statusCode: null,
          responseParameters: { 'gatewayresponse.header.access-control-allow-origin': "'https://mine'" },
          responseTemplates: {},
        },
      },
    }),
    { stageName: 'author', cors: named },
  );
});
afterAll(() => system.stop());

const preflight = (
  path: string,
  {
    origin = page,
    method = 'GET',
    headers = '',
  }: { origin?: string; method?: string; headers?: string } = {},
) =>
  system.call(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers !== '' && { 'access-control-request-headers': headers }),
    },
  });
const corsOf = ({ headers }: { readonly headers: object }) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  );

describe('refusals', () => {
  test('can be read by pages of the origins that are named, and no others', async () => {
    const refused = await system.call('/named/keyed', { headers: { origin: page } });
    expect(refused.status).toBe(403);
    expect(corsOf(refused)).toEqual({
      'access-control-allow-origin': page,
      'access-control-expose-headers': expect.stringContaining('x-amzn-ErrorType') as string,
      vary: 'Origin',
    });
    for (const origin of [other, `${page}.evil.example`, page.toUpperCase(), 'null', `${page}/`]) {
      const response = await system.call('/named/nothing', { headers: { origin } });
      expect([response.status, corsOf(response)]).toEqual([403, { vary: 'Origin' }]);
    }
    expect(corsOf(await system.call('/named/nothing'))).toEqual({ vary: 'Origin' });
  });

  test('say that cookies are welcome only where the tag does, and only to its origins', async () => {
    const allowed = await system.call('/cookies/keyed', { headers: { origin: page } });
    expect(corsOf(allowed)).toMatchObject({ 'access-control-allow-credentials': 'true' });
    expect(corsOf(await system.call('/cookies/keyed', { headers: { origin: other } }))).toEqual({
      vary: 'Origin',
    });
  });

  test('are the same for every origin where all are allowed', async () => {
    const sent: Record<string, string>[] = [{}, { origin: other }];
    for (const headers of sent) {
      expect(corsOf(await system.call('/any/keyed', { headers }))).toEqual({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': expect.any(String) as string,
      });
    }
  });

  test('are as the author has them where a gateway response allows origins itself', async () => {
    const response = await system.call('/author/keyed', { headers: { origin: page } });
    expect(corsOf(response)).toEqual({ 'access-control-allow-origin': 'https://mine' });
  });

  test('have nothing of it without the tag, nor have responses of integrations with it', async () => {
    expect(corsOf(await system.call('/none/keyed', { headers: { origin: page } }))).toEqual({});
    expect(corsOf(await system.call('/named/own', { headers: { origin: page } }))).toEqual({});
  });
});

describe('preflights', () => {
  test('are answered without a key where the author has no OPTIONS, with the methods of the path', async () => {
    const response = await preflight('/named/keyed', {
      method: 'DELETE',
      headers: 'authorization, x-api-key',
    });
    expect([response.status, response.body]).toEqual([204, '']);
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'DELETE, GET, POST',
      'access-control-allow-headers': 'authorization, x-api-key',
      'access-control-max-age': '600',
      vary: 'Origin',
    });
  });

  test('of ANY are the gateway’s, since it would ask for a key that no preflight has', async () => {
    const response = await preflight('/any/any', { method: 'PATCH' });
    expect([response.status, corsOf(response)]).toEqual([
      204,
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
        'access-control-max-age': '600',
      },
    ]);
  });

  test('go to the author’s OPTIONS where there is one', async () => {
    const response = await preflight('/named/own');
    expect([response.status, response.body, corsOf(response)]).toEqual([200, 'own preflight', {}]);
  });

  test('from other origins are refused with a code of their own', async () => {
    const { status, headers } = await preflight('/named/keyed', { origin: other });
    expect([status, corsOf({ headers })]).toEqual([403, { vary: 'Origin' }]);
    await system.deploy(snapshot({ '/keyed': { GET: mockMethod('', closed) } }), {
      stageName: 'telling',
      cors: named,
      tellsReasons: true,
    });
    const told = await preflight('/telling/keyed', { origin: other });
    expect(told.headers['x-tollgate-reason']).toBe('cors.origin');
  });

  test('for what nothing serves are refused', async () => {
    for (const response of [
      await preflight('/named/keyed', { method: 'PUT' }),
      await preflight('/named/keyed', { method: 'delete' }),
      await preflight('/named/keyed', { method: 'TRACE' }),
      await preflight('/named', { method: 'GET' }),
    ]) {
      expect([response.status, response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
    }
  });

  test('are none without Origin or the method that is meant, and without the tag', async () => {
    const method = 'OPTIONS';
    const sent: Record<string, string>[] = [{}, { origin: page }, { 'access-control-request-method': 'GET' }];
    for (const headers of sent) {
      expect((await system.call('/named/keyed', { method, headers })).status).toBe(403);
    }
    expect((await preflight('/none/keyed')).status).toBe(403);
  });

  test.each(['a,,b', 'a b', 'a;b', '<script>', 'grün', ',', 'x'.repeat(9000).replaceAll('xxx', 'x=x')])(
    'header names that are none are not repeated: %.20s',
    async (headers) => {
      const response = await preflight('/named/keyed', { headers });
      expect(response.status).toBe(204);
      expect(response.headers).not.toHaveProperty('access-control-allow-headers');
    },
  );
});
