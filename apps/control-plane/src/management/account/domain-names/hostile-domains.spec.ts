import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto';
import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  GetDomainNamesCommand,
  TagResourceCommand,
  UpdateDomainNameCommand,
  type CreateDomainNameCommandInput,
} from '@aws-sdk/client-api-gateway';
import { DeleteCertificateCommand, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { makeTestCertificate, makeTestRevocationList } from '#libs/testing';
import { acmOf, importOf } from '../../../testing/acm-of.js';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';

let plane: TestControlPlane;
let truststores: Truststores;
let arn: string;
beforeAll(async () => {
  truststores = await startTruststores();
  plane = await startControlPlane({ env: { AWS_ENDPOINT_URL_S3: truststores.origin } });
  arn = await importCertificate(plane);
});
afterAll(async () => {
  await plane?.close();
  await truststores?.close();
});

const create = (input: Partial<CreateDomainNameCommandInput> = {}) =>
  plane.client.send(
    new CreateDomainNameCommand({
      domainName: `${randomUUID()}.example.com`,
      regionalCertificateArn: arn,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...input,
    }),
  );
/** What came of calls that were made at once, by their refusals; '' for those that succeeded. */
const outcomesOf = async (calls: readonly Promise<unknown>[]): Promise<readonly string[]> =>
  (await Promise.all(calls.map((call) => call.then(() => '', refusalOfError)))).sort();
const refusalOfError = (error: Error): Promise<string> => refusalOf(Promise.reject(error));

test('a megabyte of rubbish in place of an uploaded certificate, its key or its chain is refused', async () => {
  const domainName = `${randomUUID()}.example.com`;
  const own = await makeTestCertificate({ names: [domainName] });
  const good = { certificateBody: own.certificate, certificatePrivateKey: own.privateKey };
  const rubbish = [
    randomBytes(700_000).toString('base64'),
    '-----BEGIN CERTIFICATE-----\n'.repeat(30_000),
    `-----BEGIN CERTIFICATE-----\n${'A'.repeat(900_000)}\n-----END CERTIFICATE-----`,
    '\u0000'.repeat(100_000),
  ];
  for (const text of rubbish)
    for (const member of ['certificateBody', 'certificatePrivateKey', 'certificateChain'])
      expect(
        await refusalOf(create({ domainName, regionalCertificateArn: undefined, ...good, [member]: text })),
      ).toMatch(/^400 BadRequestException: [^-]{1,200}$/);
  const encrypted = createPrivateKey(own.privateKey)
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p' })
    .toString();
  expect(await refusalOf(create({ domainName, ...good, certificatePrivateKey: encrypted }))).toBe(
    '400 BadRequestException: Your private key should not be encrypted.',
  );
  await create({ domainName, regionalCertificateArn: undefined, ...good });
});

test('a certificate is replaced while its domains are made, changed and deleted, ten of each at once', async () => {
  const acm = acmOf(plane);
  const own = await importCertificate(plane);
  const made = await Promise.all(Array.from({ length: 10 }, () => create({ regionalCertificateArn: own })));
  const replacement = importOf(await makeTestCertificate({ names: ['*.example.com'] }));
  const calls = made.flatMap(({ domainName }) => [
    acm.send(new ImportCertificateCommand({ ...replacement, CertificateArn: own })),
    plane.client.send(new DeleteDomainNameCommand({ domainName })),
    create({ regionalCertificateArn: own, tags: { own: 'yes' } }),
    plane.client.send(
      new UpdateDomainNameCommand({
        domainName,
        patchOperations: [{ op: 'replace', path: '/securityPolicy', value: 'TLS_1_0' }],
      }),
    ),
  ]);
  const refusals = (await outcomesOf(calls)).filter((outcome) => outcome !== '');
  // An update comes before the deletion of its domain, or after it.
  for (const refusal of refusals) expect(refusal).toMatch(/^404 NotFoundException: Invalid domain name/);
  const { items } = await plane.client.send(new GetDomainNamesCommand({ limit: 500 }));
  const left = items!.filter(({ regionalCertificateArn }) => regionalCertificateArn === own);
  expect(left).toHaveLength(10);
  expect(left.map(({ tags }) => tags)).toEqual(Array.from({ length: 10 }, () => ({ own: 'yes' })));
  acm.destroy();
});

test('of a deletion of a certificate and ten domains that are given it, either wins whole', async () => {
  const acm = acmOf(plane);
  const own = await importCertificate(plane);
  const outcomes = await outcomesOf([
    ...Array.from({ length: 10 }, () => create({ regionalCertificateArn: own })),
    acm.send(new DeleteCertificateCommand({ CertificateArn: own })),
  ]);
  const { items } = await plane.client.send(new GetDomainNamesCommand({ limit: 500 }));
  const users = items!.filter(({ regionalCertificateArn }) => regionalCertificateArn === own);
  const known = await plane.query(`SELECT 1 FROM certificates WHERE id = '${own.split('/')[1]}'`);
  expect(users.length > 0).toBe(known.length > 0);
  for (const outcome of outcomes.filter((one) => one !== ''))
    expect(outcome).toMatch(/in use\.$|must be owned by the account creating the domain\.$/);
  acm.destroy();
});

test('of ten who tag a domain with lists at once, while its truststore is set, none leaves a part behind', async () => {
  const authority = await makeTestCertificate({ subject: 'CN=a', authority: true });
  const { objects } = truststores;
  objects.set('/bucket/hostile.pem', authority.certificate);
  for (let n = 0; n < 10; n += 1)
    objects.set(
      `/bucket/${n}.crl`,
      makeTestRevocationList({
        issuer: authority,
        serials: Array.from({ length: n }, (_, one) => `1${one}`),
      }),
    );
  const { domainName, domainNameArn } = await create({
    mutualTlsAuthentication: { truststoreUri: 's3://bucket/hostile.pem' },
  });
  const path = '/mutualTlsAuthentication/truststoreUri';
  const value = 's3://bucket/hostile.pem';
  const outcomes = await outcomesOf(
    Array.from({ length: 10 }, (_, n) =>
      n % 3 === 0
        ? plane.client.send(
            new UpdateDomainNameCommand({ domainName, patchOperations: [{ op: 'replace', path, value }] }),
          )
        : plane.client.send(
            new TagResourceCommand({
              resourceArn: domainNameArn,
              tags: { 'tollgate:crl': `s3://bucket/${n}.crl` },
            }),
          ),
    ),
  );
  for (const outcome of outcomes.filter((one) => one !== ''))
    expect(outcome).toMatch(/^409 ConflictException: The truststore of the domain name was changed/);
  const [row] = await plane.query<{ tag: string; count: number }>(
    `SELECT tags->>'tollgate:crl' AS tag, length(revocations) / 8 AS count FROM domain_names
      WHERE domain_name = $1`,
    [domainName],
  );
  expect(`s3://bucket/${row!.count}.crl`).toBe(row!.tag);
});
