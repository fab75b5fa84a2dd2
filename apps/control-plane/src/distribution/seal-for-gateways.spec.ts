import { GenerateClientCertificateCommand } from '@aws-sdk/client-api-gateway';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { clientCertificates, publishedDocuments } from '#libs/persistence';
import {
  clientCertificateSealContext,
  createGatewaySeal,
  digest,
  sealDocument,
  type ClientCertificateDocument,
  type FeedPage,
} from '#libs/snapshot-format';
import { createFakeGateway } from '../testing/fake-gateway.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

/** As the worker would. */
async function publish(id: string, change: Partial<ClientCertificateDocument> = {}): Promise<void> {
  await plane.database.write(async (uow) => {
    const found = await clientCertificates.findAnywhere(uow, id);
    const document = sealDocument('client-certificate', id, {
      formatVersion: 1,
      accountId: '000000000000',
      region: 'us-east-1',
      clientCertificateId: id,
      certificate: found!.certificate.pemEncodedCertificate,
      privateKeySealed: found!.privateKeySealed.toString('base64'),
      ...change,
    });
    await publishedDocuments.replace(uow, { subject: `clientcertificate/${id}`, documents: [document] });
  });
}

async function readFeed(): Promise<FeedPage['changes']> {
  const gateway = createFakeGateway(plane, 'reader');
  const response = await gateway.poll('after=0');
  const page = (await response.body.json()) as FeedPage;
  await gateway.kill();
  return page.changes;
}

test('a private key leaves under the seal of the gateway token, and the change is whole', async () => {
  const made = await plane.client.send(new GenerateClientCertificateCommand({}));
  const id = made.clientCertificateId!;
  await publish(id);
  const change = (await readFeed()).find(({ name }) => name === id)!;
  expect(change.digest).toBe(digest(change.body!));
  expect(change.body).not.toContain('PRIVATE KEY');
  const { privateKeySealed } = JSON.parse(change.body!) as ClientCertificateDocument;
  const opened = createGatewaySeal(plane.gatewayToken).open(
    privateKeySealed,
    clientCertificateSealContext(id),
  );
  const certificate = new X509Certificate(made.pemEncodedCertificate!);
  expect(certificate.checkPrivateKey(createPrivateKey(opened!))).toBe(true);
});

test('a key that cannot be opened holds up nothing else', async () => {
  const broken = await plane.client.send(new GenerateClientCertificateCommand({}));
  const whole = await plane.client.send(new GenerateClientCertificateCommand({}));
  await publish(broken.clientCertificateId!, { privateKeySealed: Buffer.alloc(64).toString('base64') });
  await publish(whole.clientCertificateId!);
  const names = (await readFeed()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([broken.clientCertificateId, whole.clientCertificateId]));
});
