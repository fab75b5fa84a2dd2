import { startLoggedApi, type LoggedApi } from '../../testing/logged-api.js';

let api: LoggedApi;
beforeAll(async () => {
  api = await startLoggedApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const linesOf: LoggedApi['linesOf'] = (path, options) => api.linesOf(path, options);
const stable = (line: string): string => api.stable(line);

test('a caller cannot forge a line by path, query, header or body', async () => {
  const forged = '\n(00000000-0000-4000-8000-000000000000) Successfully completed execution';
  const lines = await linesOf(`/trace/proxy?a=${encodeURIComponent(forged)}`, {
    method: 'POST',
    body: forged,
  });
  for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
  expect(lines.filter((line) => line.startsWith('Successfully'))).toHaveLength(1);
  expect(lines).toContain(
    'Method request body before transformations: \\n(00000000-0000-4000-8000-000000000000) Successfully completed execution',
  );
});

test('the value of a secret stage variable is in no line, however short it is', async () => {
  const lines = await linesOf('/variables/');
  expect(lines.map(stable)).toContain('Sending request to <backend>/*******/b');
  expect(lines.join()).not.toContain('hunter2');
});

test('a secret is in no line, wherever mappings and events carry it', async () => {
  const secret = 'the-marked-secret-0123456789';
  const headers = {
    authorization: `Bearer ${secret}`,
    'x-api-key': secret,
    cookie: `a=b; session=${secret}`,
    'x-amz-security-token': secret,
  };
  api.respondWith = (response) => response.setHeader('set-cookie', `s=${secret}`).end(`you sent ${secret}`);
  const path = `?access_token=${secret}`;
  for (const called of ['/trace/function', '/trace/proxy', '/guarded/backend']) {
    const lines = await linesOf(called + path, { headers });
    expect(lines.at(-1)).toMatch(/^(?:AWS Integration Endpoint RequestId|Method completed with status: 200)/);
    api.written.length = 0;
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});
