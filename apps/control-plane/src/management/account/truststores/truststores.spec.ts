import {
  CreateDomainNameCommand,
  GetDomainNameCommand,
  UpdateDomainNameCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { domainNames } from '#libs/persistence';
import { makeTestCertificate } from '#libs/testing';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';

let plane: TestControlPlane;
let truststores: Truststores;
let regionalCertificateArn: string;
beforeAll(async () => {
  truststores = await startTruststores();
  plane = await startControlPlane({ env: { AWS_ENDPOINT_URL_S3: truststores.origin } });
  regionalCertificateArn = await importCertificate(plane);
});
afterAll(async () => {
  await plane?.close();
  await truststores?.close();
});

let count = 0;
const create = (truststoreUri?: string, truststoreVersion?: string) =>
  plane.client.send(
    new CreateDomainNameCommand({
      domainName: `mtls-${(count += 1)}.example.com`,
      regionalCertificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...(truststoreUri !== undefined && { mutualTlsAuthentication: { truststoreUri, truststoreVersion } }),
    }),
  );
const get = (domainName: string) => plane.client.send(new GetDomainNameCommand({ domainName }));
const update = (domainName: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateDomainNameCommand({ domainName, patchOperations }));
const to = (member: string, value: string): PatchOperation => ({
  op: 'replace',
  path: `/mutualTlsAuthentication/${member}`,
  value,
});
const kept = async (domainName: string) => {
  const owner = { accountId: '000000000000', region: 'us-east-1' };
  return plane.database.read(async (uow) => {
    const domain = await domainNames.find(uow, owner, { domainName, domainNameId: null });
    return (await domainNames.findAnywhere(uow, domain!.id))!.truststore;
  });
};

test('a truststore is read, signed, from the object and version that are named', async () => {
  truststores.objects.set('/bucket/a%20b/%2Btrust%2A.pem?versionId=v%2F1', truststores.authority);
  const before = truststores.asked.length;
  const { domainName, mutualTlsAuthentication } = await create('s3://bucket/a b/+trust*.pem', 'v/1');
  expect(mutualTlsAuthentication).toEqual({
    truststoreUri: 's3://bucket/a b/+trust*.pem',
    truststoreVersion: 'v/1',
  });
  const [asked, ...more] = truststores.asked.slice(before);
  expect(more).toEqual([]);
  expect(asked!.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/s3\/aws4_request/,
  );
  expect((await kept(domainName!))?.certificates).toBe(truststores.authority);
});

test('certificates that cannot be used are warned of, until the truststore is mended', async () => {
  const { certificate: weak } = await makeTestCertificate({
    subject: 'CN=weak',
    authority: true,
    key: 1024,
  });
  truststores.objects.set('/bucket/weak.pem', truststores.authority + weak);
  const { domainName } = await create('s3://bucket/weak.pem');
  const warning = 'Certificate 2 (CN=weak) has a key that is not supported and is not used';
  expect((await get(domainName!)).mutualTlsAuthentication?.truststoreWarnings).toEqual([warning]);
  expect((await kept(domainName!))?.certificates).toBe(truststores.authority);
  // Read again by an update that names it, not by one that does not.
  truststores.objects.set('/bucket/weak.pem', truststores.authority);
  const other = await update(domainName!, { op: 'replace', path: '/securityPolicy', value: 'TLS_1_0' });
  expect(other.mutualTlsAuthentication?.truststoreWarnings).toEqual([warning]);
  const mended = await update(domainName!, to('truststoreUri', 's3://bucket/weak.pem'));
  expect(mended.mutualTlsAuthentication).toEqual({ truststoreUri: 's3://bucket/weak.pem' });
});

test('a truststore that cannot be read or used is refused, and nothing is changed', async () => {
  truststores.objects.set('/bucket/empty.pem', 'nothing');
  truststores.objects.set('/bucket/huge.pem', Buffer.alloc(1024 * 1024 + 1, 10));
  const { domainName } = await create('s3://bucket/trust.pem');
  const before = await get(domainName!);
  for (const [key, message] of [
    ['none.pem', 'The truststore s3://bucket/none.pem cannot be read from S3: NoSuchKey'],
    [
      '../other/trust.pem',
      'The truststore s3://bucket/../other/trust.pem cannot be read from S3: no such key',
    ],
    [
      'huge.pem',
      'The truststore s3://bucket/huge.pem cannot be read from S3: it has more than 1048576 bytes',
    ],
    [
      'empty.pem',
      'The truststore s3://bucket/empty.pem cannot be used: it holds no certificates in PEM format',
    ],
  ] as const) {
    const refusal = `400 BadRequestException: ${message}`;
    expect(await refusalOf(update(domainName!, to('truststoreUri', `s3://bucket/${key}`)))).toBe(refusal);
    expect(await refusalOf(create(`s3://bucket/${key}`))).toBe(refusal);
    expect(await refusalOf(get(`mtls-${count}.example.com`))).toMatch(/^404 /);
  }
  expect({ ...(await get(domainName!)), $metadata: null }).toEqual({ ...before, $metadata: null });
  expect((await kept(domainName!))?.certificates).toBe(truststores.authority);
});

test('what is read is forgotten with mutual TLS', async () => {
  const { domainName } = await create('s3://bucket/trust.pem');
  const off = await update(domainName!, to('truststoreUri', ''));
  expect(off.mutualTlsAuthentication).toBeUndefined();
  expect(await kept(domainName!)).toBeNull();
});

test('another call that is refused for what it says itself asks S3 nothing', async () => {
  const { domainName } = await create();
  const before = truststores.asked.length;
  expect(await refusalOf(update(domainName!, to('truststoreVersion', 'v1')))).toMatch(/^400 /);
  expect(await refusalOf(update('none.example.com', to('truststoreUri', 's3://bucket/x')))).toMatch(/^404 /);
  expect(truststores.asked.length).toBe(before);
});
