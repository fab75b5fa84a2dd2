import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateDeploymentCommand,
  DeleteClientCertificateCommand,
  GenerateClientCertificateCommand,
  GetClientCertificateCommand,
  GetClientCertificatesCommand,
  UpdateClientCertificateCommand,
  UpdateStageCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { clientCertificates, createSealer } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const generate = (input = {}) => plane.client.send(new GenerateClientCertificateCommand(input));
const get = (clientCertificateId: string) =>
  plane.client.send(new GetClientCertificateCommand({ clientCertificateId }));
const update = (clientCertificateId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateClientCertificateCommand({ clientCertificateId, patchOperations }));
const remove = (clientCertificateId: string) =>
  plane.client.send(new DeleteClientCertificateCommand({ clientCertificateId }));
const unknown = '404 NotFoundException: Invalid Client Certificate identifier specified';

describe('GenerateClientCertificate', () => {
  test('201: a self-signed X.509 certificate over RSA 2048, valid for a year', async () => {
    const made = await generate({ description: 'd', tags: { a: 'b' } });
    expect(made.$metadata.httpStatusCode).toBe(201);
    expect(made).toMatchObject({
      clientCertificateId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      description: 'd',
      tags: { a: 'b' },
    });
    const certificate = new X509Certificate(made.pemEncodedCertificate!);
    expect(certificate.subject).toBe('CN=ApiGateway');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(new Date(certificate.validFrom)).toEqual(made.createdDate);
    expect(new Date(certificate.validTo)).toEqual(made.expirationDate);
    expect(made.expirationDate!.getTime() - made.createdDate!.getTime()).toBe(365 * 86_400_000);
  });

  test('201: the private key is kept sealed, and belongs to the certificate', async () => {
    const { clientCertificateId: id, pemEncodedCertificate } = await generate();
    const found = await plane.database.read((uow) => clientCertificates.findAnywhere(uow, id!));
    const sealed = found!.privateKeySealed;
    expect(sealed.includes('PRIVATE KEY')).toBe(false);
    const masterKey = (await readFile(join(plane.dataDir, 'master-key'), 'utf8')).trim();
    const sealer = createSealer(Buffer.from(masterKey, masterKey.length === 64 ? 'hex' : 'base64'));
    const key = createPrivateKey(sealer.open(sealed, clientCertificates.sealContextOf(id!)));
    expect(new X509Certificate(pemEncodedCertificate!).checkPrivateKey(key)).toBe(true);
  });

  test('400: tags beyond the limits', async () => {
    expect(await refusalOf(generate({ tags: { 'aws:a': 'b' } }))).toMatch(/^400 BadRequestException/);
  });
});

describe('GetClientCertificate and GetClientCertificates', () => {
  test('200: pages show each once, the certificate included', async () => {
    const elsewhere = plane.clientFor('eu-west-1');
    const made = [];
    for (let count = 0; count < 3; count += 1) {
      made.push(await elsewhere.send(new GenerateClientCertificateCommand({})));
    }
    const first = await elsewhere.send(new GetClientCertificatesCommand({ limit: 2 }));
    const { position } = first;
    const second = await elsewhere.send(new GetClientCertificatesCommand({ limit: 2, position }));
    const shown = [...first.items!, ...second.items!].map((item) => item.pemEncodedCertificate);
    expect(shown.sort()).toEqual(made.map((item) => item.pemEncodedCertificate).sort());
  });

  test('404: an unknown certificate, and one of another region', async () => {
    expect(await refusalOf(get('none'))).toBe(unknown);
    const { clientCertificateId } = await generate();
    const call = plane.clientFor('eu-west-1').send(new GetClientCertificateCommand({ clientCertificateId }));
    expect(await refusalOf(call)).toBe(unknown);
  });
});

describe('UpdateClientCertificate', () => {
  test('200: the description, shown with empty tags', async () => {
    const { clientCertificateId: id } = await generate();
    const changed = await update(id!, { op: 'replace', path: '/description', value: 'new' });
    expect(changed).toMatchObject({ description: 'new', tags: {} });
    expect((await get(id!)).description).toBe('new');
  });

  test('400: nothing else', async () => {
    const { clientCertificateId: id } = await generate();
    const refusal = await refusalOf(update(id!, { op: 'replace', path: '/expirationDate', value: '1' }));
    expect(refusal).toBe('400 BadRequestException: Invalid patch path /expirationDate');
  });

  test('404: an unknown certificate', async () => {
    expect(await refusalOf(update('none'))).toBe(unknown);
  });
});

describe('DeleteClientCertificate, and stages that show one', () => {
  const show = (restApiId: string, value: string) =>
    plane.client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/clientCertificateId', value }],
      }),
    );
  const newStage = async () => {
    const { id: restApiId } = await seedRestApi(plane);
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    return restApiId;
  };

  test('202: it is gone', async () => {
    const { clientCertificateId: id } = await generate();
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get(id!))).toBe(unknown);
  });

  test('400: not while a stage shows it', async () => {
    const restApiId = await newStage();
    const { clientCertificateId: id } = await generate();
    expect((await show(restApiId, id!)).clientCertificateId).toBe(id);
    expect(await refusalOf(remove(id!))).toBe(
      `400 BadRequestException: Cannot delete client certificate '${id}', is referenced in stages: [${restApiId}/dev]`,
    );
    await show(restApiId, '');
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
  });

  test('404: an unknown certificate, for a delete and for a stage', async () => {
    expect(await refusalOf(remove('none'))).toBe(unknown);
    expect(await refusalOf(show(await newStage(), 'none'))).toBe(unknown);
  });

  test('of a delete and a stage that is given the certificate at once, one is refused', async () => {
    const restApiId = await newStage();
    for (let round = 0; round < 5; round += 1) {
      const { clientCertificateId: id } = await generate();
      const outcomes = await Promise.allSettled([remove(id!), show(restApiId, id!)]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await show(restApiId, '');
    }
  });
});
