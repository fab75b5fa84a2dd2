import { clientCertificateSealContext, createGatewaySeal } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { http, mapping, method, snapshot } from '../../../testing/documents.js';
import { startHttp2Backend, type Http2Backend } from '../../../testing/http2-backends.js';
import { startTestSystem, type TestSystem } from '../../../testing/test-gateway.js';
import { makePair, shownBy } from '../../../testing/tls-backend.js';
import type { IncomingMessage } from 'node:http';

// What connections to backends are kept by holds over HTTP/2, too: who is shown, through what, how long.
const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/orders/50dc6c495c0c9188';
let backend: Http2Backend;
let system: TestSystem;

beforeAll(async () => {
  backend = await startHttp2Backend(
    await makePair('localhost'),
    (request, response) =>
      response.end(`${request.httpVersion} ${shownBy(request as unknown as IncomingMessage)}`),
    { requestCert: true, rejectUnauthorized: false },
  );
  const { hostname, port } = new URL(backend.origin);
  system = await startTestSystem({
    vpcLinkTargets: new Map([[arn, [{ host: hostname, port }]]]),
    backendLimits: { connectionMaxAgeMs: 1 },
  });
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' } as const;
const publish = async (kind: 'client-certificate' | 'vpc-link', id: string, body: object): Promise<void> =>
  system.acknowledged(system.controlPlane.publish(kind, id, { ...owner, ...body }));

async function deploy(uri: string, integration = {}, stage = {}): Promise<void> {
  const proxy = http('HTTP_PROXY', `${uri}/{proxy}`, {
    insecureSkipVerification: true,
    parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
    ...integration,
  });
  const document = snapshot({ '/{proxy+}': { ANY: method(proxy) } }, { formatVersion: 3 });
  await system.deploy(document, { http2Backends: true, ...stage });
}
const ask = async () => (await system.call('/dev/a')).body;

test('the certificate of the stage is shown, and connections of others are not used', async () => {
  const { cert, key } = await makePair('one');
  const sealed = createGatewaySeal(system.controlPlane.token).seal(key, clientCertificateSealContext('one'));
  await publish('client-certificate', 'one', {
    clientCertificateId: 'one',
    certificate: cert,
    privateKeySealed: sealed,
  });
  await deploy(backend.origin);
  expect(await ask()).toBe('2.0 nobody');
  await deploy(backend.origin, {}, { formatVersion: 2, clientCertificateId: 'one' });
  expect(await ask()).toBe('2.0 one');
});

test('a VPC link leads to its target', async () => {
  await publish('vpc-link', 'link', { vpcLinkId: 'link', targetArns: [arn] });
  await deploy('https://localhost', { vpcLinkId: { parts: [{ kind: 'text', text: 'link' }] } });
  expect(await ask()).toBe('2.0 nobody');
});

test('a connection that is too old is used for no further call', async () => {
  await deploy(backend.origin);
  await ask();
  const before = backend.opened();
  await waitFor(async () => (await ask()) === '2.0 nobody' && backend.opened() > before);
});
