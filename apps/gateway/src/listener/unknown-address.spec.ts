import { execFileSync } from 'node:child_process';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, snapshot } from '../testing/documents.js';
import { invokeArn, resourcePolicy } from '../testing/resource-policies.js';
import { startTestSystem } from '../testing/test-gateway.js';

let backend: TestBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend?.close());

/** Sends a request and resets the connection, while the gateway in this process can do nothing. */
function sendAndReset(port: number): void {
  const script = `
    const socket = require('node:net').connect(${port}, '127.0.0.1', () =>
      socket.write(process.argv[1], () => socket.resetAndDestroy()));
    socket.on('error', () => process.exit(1));`;
  const head = `POST /dev/ HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\nContent-Length: 0\r\n\r\n`;
  execFileSync(process.execPath, ['-e', script, head]);
}

test.each([false, true])(
  'who resets the connection behind a request passes no policy for addresses; PROXY headers: %s',
  async (proxyProtocol) => {
    const system = await startTestSystem({
      proxyProtocol,
      // With the protocol: others than this machine, so that it calls without a header.
      trustedProxies: proxyProtocol ? [{ address: '10.0.0.0', bits: 8, family: 'ipv4' }] : [],
    });
    try {
      const denied = {
        Effect: 'Deny' as const,
        Resource: invokeArn('POST/'),
        Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
      };
      const proxy = method(http('HTTP_PROXY', `${backend.origin}/`));
      const routes = { '/': { GET: proxy, POST: proxy } };
      await system.deploy(snapshot(routes, { resourcePolicy: resourcePolicy({}, denied) }));
      const refused = async () => (await system.call('/dev/', { method: 'POST' })).status;
      // So that there is a connection on which a request would leave at once.
      expect((await system.call('/dev/')).status).toBe(200);
      sendAndReset(system.gateway.httpPort);
      expect(await refused()).toBe(403);
    } finally {
      // Waits for what still runs.
      await system.stop();
    }
    expect(backend.seen.filter((seen) => seen.method === 'POST')).toEqual([]);
  },
);
