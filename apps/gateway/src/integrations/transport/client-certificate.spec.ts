import type { ServerResponse } from 'node:http';
import {
  clientCertificateSealContext,
  createGatewaySeal,
  type ClientCertificateDocument,
} from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { apiId, http, method, snapshot, stageOf } from '../../testing/documents.js';
import { startTestGateway, startTestSystem, call, type TestSystem } from '../../testing/test-gateway.js';
import {
  makePair,
  shownBy,
  startTlsBackend,
  type TestPair,
  type TlsBackend,
} from '../../testing/tls-backend.js';

let system: TestSystem;
let backend: TlsBackend;
let digest: string;
let pairs: { one: TestPair; two: TestPair; expired: TestPair; server: TestPair };
const held: ServerResponse[] = [];

beforeAll(async () => {
  const [one, two, expired, server] = await Promise.all([
    makePair('one'),
    makePair('two'),
    makePair('expired', -1),
    makePair('localhost'),
  ]);
  pairs = { one, two, expired, server };
  backend = await startTlsBackend(server, {
    respond: (request, response) => {
      if (request.url === '/hold') held.push(response);
      else response.end(shownBy(request));
    },
  });
  system = await startTestSystem();
  const to = `https://localhost:${backend.port}`;
  const unverified = { insecureSkipVerification: true };
  digest = await system.deploy(
    snapshot({
      '/http': { GET: method(http('HTTP', to, { ...unverified, httpMethod: 'GET' })) },
      '/proxy': { GET: method(http('HTTP_PROXY', to, unverified)) },
      '/hold': { GET: method(http('HTTP_PROXY', `${to}/hold`, unverified)) },
    }),
  );
  for (const id of ['one', 'two', 'expired'] as const) await publishCertificate(id, pairs[id]);
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

function documentOf(id: string, { cert, key }: TestPair, token: string): ClientCertificateDocument {
  return {
    formatVersion: 1,
    accountId: '000000000000',
    region: 'us-east-1',
    clientCertificateId: id,
    certificate: cert,
    privateKeySealed: createGatewaySeal(token).seal(key, clientCertificateSealContext(id)),
  };
}

async function publishCertificate(
  id: string,
  pair: TestPair,
  token = system.controlPlane.token,
): Promise<void> {
  await system.acknowledged(
    system.controlPlane.publish('client-certificate', id, documentOf(id, pair, token)),
  );
}

async function show(clientCertificateId: string | null, stageName = 'dev'): Promise<void> {
  const stage = stageOf(digest, {
    stageName,
    ...(clientCertificateId !== null && { formatVersion: 2, clientCertificateId }),
  });
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/${stageName}`, stage));
}

const ask = async (path: string) => (await system.call(path)).body;

test("a stage's certificate is shown by HTTP and HTTP_PROXY, another one at once, and none when it has none", async () => {
  expect(await ask('/dev/proxy')).toBe('nobody');
  await show('one');
  expect([await ask('/dev/proxy'), await ask('/dev/http')]).toEqual(['one', 'one']);
  await show('two');
  expect([await ask('/dev/proxy'), await ask('/dev/http')]).toEqual(['two', 'two']);
  await show(null);
  expect(await ask('/dev/proxy')).toBe('nobody');
});

test('stages that show different certificates to one backend do not share its connections; calls of one stage do', async () => {
  await show('one', 'a');
  await show('two', 'b');
  const round = async () => [await ask('/a/proxy'), await ask('/b/proxy')];
  expect(await round()).toEqual(['one', 'two']);
  const before = backend.connections();
  for (let rounds = 0; rounds < 3; rounds++) expect(await round()).toEqual(['one', 'two']);
  expect(backend.connections()).toBe(before);
});

test('a call that runs while the certificate changes ends as it began', async () => {
  await show('one');
  const running = system.call('/dev/hold');
  await waitFor(() => held.length === 1);
  await show('two');
  expect(await ask('/dev/proxy')).toBe('two');
  held[0]!.end('whole');
  expect(await running).toMatchObject({ status: 200, body: 'whole' });
});

test('an expired certificate is shown all the same', async () => {
  await show('expired');
  expect(await ask('/dev/proxy')).toBe('expired');
});

test('a backend that lets in one certificate only is reached with it and not without', async () => {
  const strict = await startTlsBackend(pairs.server, { clientsCa: [pairs.one.cert] });
  const uri = `https://localhost:${strict.port}`;
  const deploy = (change: object) =>
    system.deploy(
      snapshot({ '/': { GET: method(http('HTTP_PROXY', uri, { insecureSkipVerification: true })) } }),
      { stageName: 'strict', ...change },
    );
  await deploy({});
  expect((await system.call('/strict')).status).toBeGreaterThanOrEqual(500);
  await deploy({ formatVersion: 2, clientCertificateId: 'one' });
  expect(await system.call('/strict')).toMatchObject({ status: 200, body: 'one' });
  await strict.close();
});

test('a stage waits for a certificate that is not here yet, and serves as before meanwhile', async () => {
  await show(null);
  await show('late');
  expect(system.gateway.state().refused).toEqual([
    expect.objectContaining({ kind: 'stage', reason: 'client certificate late is not known here' }),
  ]);
  expect(await ask('/dev/proxy')).toBe('nobody');
  await publishCertificate('late', pairs.two);
  expect(system.gateway.state().refused).toEqual([]);
  expect(await ask('/dev/proxy')).toBe('two');
});

test('a private key that was sealed with another token, or is of another certificate, is refused', async () => {
  await publishCertificate('bad', pairs.one, 'another token');
  await publishCertificate('worse', { cert: pairs.one.cert, key: pairs.two.key });
  const refused = [...system.gateway.state().refused].sort((a, b) => a.seq - b.seq);
  expect(refused).toEqual([
    expect.objectContaining({ name: 'bad', reason: 'its private key was sealed with another gateway token' }),
    expect.objectContaining({ name: 'worse', reason: expect.stringContaining('cannot be used') as string }),
  ]);
});

test('a gateway that starts without a control plane shows what was on its disk', async () => {
  await show('one');
  await system.gateway.stop(0);
  await system.controlPlane.goAway();
  const again = await startTestGateway({
    controlPlaneUrl: system.controlPlane.url,
    token: system.controlPlane.token,
    dataDir: system.dataDir,
  });
  try {
    expect((await call(again.httpPort, '/dev/proxy')).body).toBe('one');
  } finally {
    await again.stop(0);
    await system.controlPlane.comeBack();
  }
});
