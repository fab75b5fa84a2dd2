import type { GatewayOptions } from '../gateway.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { http, method, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

let backend: TestBackend;
const systems: TestSystem[] = [];

beforeAll(async () => {
  backend = await startBackend();
});
afterAll(async () => {
  for (const system of systems) await system.stop();
  await backend.close();
});

async function start(trustedProxies: GatewayOptions['trustedProxies']): Promise<TestSystem> {
  const system = await startTestSystem({ trustedProxies });
  systems.push(system);
  await system.deploy(
    snapshot({
      '/ip': { GET: mockMethod('$context.identity.sourceIp') },
      '/proxy': { GET: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
    }),
  );
  return system;
}

test("a trusted proxy's word for the caller's address counts, and backends see the proxy behind it", async () => {
  const system = await start([{ address: '127.0.0.0', bits: 8, family: 'ipv4' }]);
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
  expect((await system.call('/dev/ip', { headers })).body).toBe('203.0.113.9');
  await system.call('/dev/proxy', { headers });
  expect(backend.seen.at(-1)!.headers['x-forwarded-for']).toBe('198.51.100.1, 203.0.113.9, 127.0.0.1');
  expect((await system.call('/dev/ip')).body).toBe('127.0.0.1');
});

test("nobody else's does", async () => {
  const system = await start([{ address: '192.0.2.0', bits: 24, family: 'ipv4' }]);
  const response = await system.call('/dev/ip', { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(response.body).toBe('127.0.0.1');
});
