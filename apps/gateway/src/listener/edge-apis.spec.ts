import { connect } from 'node:http2';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem();
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const deploy = (type: 'EDGE' | 'REGIONAL') =>
  system.deploy(
    snapshot({ '/': { GET: method(http('HTTP_PROXY', backend.origin)) } }, { endpoint: { type } }),
  );
/** What the backend saw of these headers, in its order. */
const seen = (...names: readonly string[]) => {
  const { rawHeaders } = backend.seen.at(-1)!;
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && names.includes(name.toLowerCase()) ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
};
const sent = { cookie: 'b=2; a=1', 'tEsT-HEADeR': 'x', 'user-agent': 'y' };

test('an edge API hands headers on as a distribution does: canonical names, sorted cookies', async () => {
  await deploy('EDGE');
  expect((await system.call('/dev/', { headers: sent })).status).toBe(200);
  expect(seen('cookie', 'test-header', 'user-agent')).toEqual([
    'Cookie: a=1; b=2',
    'tEsT-HEADeR: x',
    'User-Agent: y',
  ]);
});

test('over HTTP/2, too', async () => {
  await deploy('EDGE');
  const session = connect(`https://127.0.0.1:${system.gateway.httpsPort}`, { rejectUnauthorized: false });
  await new Promise((resolve, reject) => {
    const authority = `${apiId}.execute-api.localhost`;
    const stream = session.request({ ':authority': authority, ':path': '/dev/', cookie: ['b=2', 'a=1'] });
    stream.on('error', reject).on('end', resolve).resume();
  });
  session.close();
  expect(seen('cookie')).toEqual(['Cookie: a=1; b=2']);
});

test('a regional API hands them on as they came', async () => {
  await deploy('REGIONAL');
  await system.call('/dev/', { headers: sent });
  expect(seen('cookie', 'test-header', 'user-agent')).toEqual([
    'cookie: b=2; a=1',
    'tEsT-HEADeR: x',
    'user-agent: y',
  ]);
});
