import { http, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { makePair, startTlsBackend } from '../../testing/tls-backend.js';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system.stop());

/** The status of a call to a backend that has this certificate. */
async function statusWith(
  commonName: string,
  days: number,
  skip: boolean,
  host = 'localhost',
): Promise<number> {
  const backend = await startTlsBackend(await makePair(commonName, days));
  const integration = http('HTTP_PROXY', `https://${host}:${backend.port}/`, {
    insecureSkipVerification: skip,
  });
  await system.deploy(snapshot({ '/': { GET: method(integration) } }));
  const { status } = await system.call('/dev');
  await backend.close();
  return status;
}

test('a certificate that nobody known has issued is refused, and accepted with insecureSkipVerification', async () => {
  expect(await statusWith('localhost', 1, false)).toBe(500);
  expect(await statusWith('localhost', 1, true)).toBe(200);
});

test('insecureSkipVerification does not excuse another host or an expired certificate', async () => {
  expect(await statusWith('elsewhere.example', 1, true)).toBe(500);
  expect(await statusWith('localhost', 1, true, '127.0.0.1')).toBe(500);
  expect(await statusWith('localhost', -1, true)).toBe(500);
});
