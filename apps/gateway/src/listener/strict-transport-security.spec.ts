import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { handshake } from '../testing/custom-domains.js';
import { http, method, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

const hsts = 'max-age=31536000; includeSubDomains';
const own = 'max-age=5';
let backend: TestBackend;
let system: TestSystem;
beforeAll(async () => {
  backend = await startBackend((_, response) =>
    response.writeHead(200, { 'strict-transport-security': own }).end('{}'),
  );
  system = await startTestSystem({ hsts });
  await system.deploy(
    snapshot({
      '/mock': { GET: mockMethod('ok') },
      '/backend': { GET: method(http('HTTP_PROXY', backend.origin)) },
    }),
  );
});
afterAll(async () => {
  await system?.stop();
  await backend?.close();
});

const head = (path: string, host = 'localhost') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
const api = '/_aws/execute-api/a1b2c3d4e5/dev';

/** The values of the header in the response to these bytes. */
async function valuesFor(bytes: string, isTls = true): Promise<{ status: string; values: string[] }> {
  const { httpPort, httpsPort } = system.gateway;
  const socket = isTls ? await handshake(httpsPort, 'localhost') : connect(httpPort, '127.0.0.1');
  socket.write(bytes);
  const [response] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  const [text = ''] = response.toString('latin1').split('\r\n\r\n');
  const values = [...text.matchAll(/^strict-transport-security: (.*?)\r?$/gim)].map(([, value]) => value!);
  return { status: text.split(' ')[1] ?? '', values };
}

test.each([
  ['200', head(`${api}/mock`)],
  ['200', head('/_tollgate/health')],
  ['403', head('/nowhere')],
  ['403', head(`${api}/unknown`)],
  ['400', 'GET / HTTP/1.1\r\n\r\n'],
  ['400', 'no request\r\n\r\n'],
])('every response over HTTPS says it once: %s', async (status, bytes) => {
  expect(await valuesFor(bytes)).toEqual({ status, values: [hsts] });
});

test("a backend's own counts, and is not doubled", async () => {
  expect(await valuesFor(head(`${api}/backend`))).toEqual({ status: '200', values: [own] });
});

test('over plain HTTP nothing is said', async () => {
  for (const bytes of [head(`${api}/mock`), head('/nowhere'), 'no request\r\n\r\n']) {
    expect(await valuesFor(bytes, false)).toMatchObject({ values: [] });
  }
});

test('over HTTP/2 it is said, too', async () => {
  const session = connectHttp2(`https://127.0.0.1:${system.gateway.httpsPort}`, {
    rejectUnauthorized: false,
  });
  const values: unknown[] = [];
  for (const path of [`${api}/mock`, '/nowhere', `${api}/backend`]) {
    const stream = session.request({ ':path': path, ':authority': 'localhost' });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    values.push(headers['strict-transport-security']);
    stream.close();
  }
  session.destroy();
  expect(values).toEqual([hsts, hsts, own]);
});

test('without the setting nothing says it', async () => {
  const plain = await startTestSystem();
  const socket = await handshake(plain.gateway.httpsPort, 'localhost');
  socket.write(head('/nowhere'));
  const [response] = (await once(socket, 'data')) as [Buffer];
  expect(response.toString()).not.toMatch(/strict-transport/i);
  socket.destroy();
  await plain.stop();
});
