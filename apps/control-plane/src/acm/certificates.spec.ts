import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import {
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  paginateListCertificates,
  RenewCertificateCommand,
  ResendValidationEmailCommand,
  UpdateCertificateOptionsCommand,
  type ACMClient,
  type ListCertificatesCommandInput,
} from '@aws-sdk/client-acm';
import { CreateDomainNameCommand, DeleteDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { readCertificateArn } from '#libs/certificates';
import { certificates, domainNames, type Sealer } from '#libs/persistence';
import { makeTestCertificate, waitFor, type TestCertificate } from '#libs/testing';
import { acmOf, importOf } from '../testing/acm-of.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { SEALER } from '../tokens.js';

let plane: TestControlPlane;
let acm: ACMClient;
let root: TestCertificate;
let intermediate: TestCertificate;
beforeAll(async () => {
  plane = await startControlPlane();
  acm = acmOf(plane);
  root = await makeTestCertificate({ subject: 'CN=Root', authority: true });
  intermediate = await makeTestCertificate({ subject: 'CN=Intermediate', authority: true, issuer: root });
});
afterAll(() => plane?.close());

const make = (name = `${randomUUID()}.example.com`, change = {}) =>
  makeTestCertificate({ subject: `CN=${name}`, names: [name], issuer: intermediate, key: 2048, ...change });

async function imported(one: TestCertificate, more = {}): Promise<string> {
  const input = { ...importOf(one, intermediate), ...more };
  return (await acm.send(new ImportCertificateCommand(input))).CertificateArn!;
}

const detail = async (arn: string) =>
  (await acm.send(new DescribeCertificateCommand({ CertificateArn: arn }))).Certificate!;

async function listed(input: ListCertificatesCommandInput, pageSize = 3): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of paginateListCertificates({ client: acm, pageSize }, input))
    arns.push(...page.CertificateSummaryList!.map(({ CertificateArn }) => CertificateArn!));
  return arns;
}

test('a certificate that is imported is described, and given back, but for its key', async () => {
  const one = await make('www.example.com', { names: ['www.example.com', 'example.com'] });
  const arn = await imported(one, { Tags: [{ Key: 'team', Value: 'a' }] });
  expect(arn).toMatch(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\da-f-]{36}$/);
  const x509 = new X509Certificate(one.certificate);
  expect(await detail(arn)).toMatchObject({
    CertificateArn: arn,
    DomainName: 'www.example.com',
    SubjectAlternativeNames: ['www.example.com', 'example.com'],
    Status: 'ISSUED',
    Type: 'IMPORTED',
    Subject: 'CN=www.example.com',
    Issuer: 'CN=Intermediate',
    KeyAlgorithm: 'RSA_2048',
    SignatureAlgorithm: 'SHA256WITHECDSA',
    NotBefore: new Date(x509.validFrom),
    NotAfter: new Date(x509.validTo),
    InUseBy: [],
    RenewalEligibility: 'INELIGIBLE',
    ImportedAt: expect.any(Date) as Date,
  });
  const given = await acm.send(new GetCertificateCommand({ CertificateArn: arn }));
  expect(given).toMatchObject({ Certificate: one.certificate, CertificateChain: intermediate.certificate });
});

test('its key is kept sealed, and opened it is the one that came', async () => {
  const one = await make();
  const { id } = readCertificateArn(await imported(one))!;
  const found = await plane.database.read((uow) => certificates.findIssued(uow, id));
  expect(found!.privateKeySealed.toString('latin1')).not.toContain('PRIVATE KEY');
  const key = plane.app.get<Sealer>(SEALER).open(found!.privateKeySealed, certificates.sealContextOf(id));
  expect(createPrivateKey(key).equals(createPrivateKey(one.privateKey))).toBe(true);
  const events = await plane.query<{ event: string }>(
    `SELECT event FROM audit_events WHERE event_name = 'ImportCertificate'`,
  );
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(events)).not.toContain('PRIVATE KEY');
});

test('another takes its place under the same ARN', async () => {
  const arn = await imported(await make('old.example.com'));
  const next = await make('new.example.com');
  expect(await imported(next, { CertificateArn: arn })).toBe(arn);
  expect(await detail(arn)).toMatchObject({ DomainName: 'new.example.com' });
  expect(await acm.send(new GetCertificateCommand({ CertificateArn: arn }))).toMatchObject({
    Certificate: next.certificate,
  });
});

const arnOf = (id: string, region = 'us-east-1', account = '000000000000') =>
  `arn:aws:acm:${region}:${account}:certificate/${id}`;

test.each([
  [
    'tags',
    async (arn: string) => imported(await make(), { CertificateArn: arn, Tags: [{ Key: 'a' }] }),
    '400 InvalidParameterException: Tagging is not permitted on re-import.',
  ],
  [
    'another kind of key',
    async (arn: string) => imported(await make(undefined, { key: 'P-256' }), { CertificateArn: arn }),
    '400 ValidationException: A certificate with a key of RSA_2048 is not replaced by one of EC_prime256v1.',
  ],
  [
    'no names',
    async (arn: string) => imported(await make(undefined, { names: undefined }), { CertificateArn: arn }),
    '400 ValidationException: A certificate with names is not replaced by one without.',
  ],
  [
    'what is no certificate',
    async (arn: string) => imported({ ...(await make()), certificate: 'rubbish' }, { CertificateArn: arn }),
    '400 ValidationException: Unable to parse certificate. Please ensure the certificate is in PEM format.',
  ],
])('a certificate stays when it is replaced with %s', async (_, replace, refusal) => {
  const arn = await imported(await make('stays.example.com'));
  const before = await detail(arn);
  expect(await refusalOf(replace(arn))).toBe(refusal);
  expect(await detail(arn)).toEqual(before);
});

test("AWS's text comes over the wire, and nothing is kept of what is refused", async () => {
  const before = await listed({});
  const one = await make();
  expect(await refusalOf(acm.send(new ImportCertificateCommand(importOf(one))))).toBe(
    '400 ValidationException: Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.',
  );
  expect(
    await refusalOf(
      acm.send(
        new ImportCertificateCommand({ ...importOf(one, intermediate), PrivateKey: Buffer.alloc(6000, 'k') }),
      ),
    ),
  ).toBe(
    "400 ValidationException: 1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=6000 cap=6000]' at 'privateKey' failed to satisfy constraint: Member must have length less than or equal to 5120",
  );
  const rubbish = { ...importOf(one), CertificateChain: Buffer.alloc(700_000, 0xff) };
  expect(await refusalOf(acm.send(new ImportCertificateCommand(rubbish)))).toBe(
    '400 ValidationException: The certificate body/chain provided is not in a valid PEM format.',
  );
  expect(await listed({})).toEqual(before);
});

test('a certificate that a domain shows says so, and is not deleted', async () => {
  const name = `${randomUUID()}.example.com`;
  const arn = await imported(await make(name));
  await plane.client.send(
    new CreateDomainNameCommand({
      domainName: name,
      regionalCertificateArn: arn,
      endpointConfiguration: { types: ['REGIONAL'] },
    }),
  );
  expect((await detail(arn)).InUseBy).toEqual([`arn:aws:apigateway:us-east-1::/domainnames/${name}`]);
  const remove = () => acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));
  expect(await refusalOf(remove())).toBe(`400 ResourceInUseException: Certificate ${arn} in use.`);
  const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({ MaxItems: 1000 }));
  expect(CertificateSummaryList!.find(({ CertificateArn }) => CertificateArn === arn)).toMatchObject({
    InUse: true,
    DomainName: name,
  });
  await plane.client.send(new DeleteDomainNameCommand({ domainName: name }));
  await remove();
  expect(await refusalOf(detail(arn))).toBe(
    `400 ResourceNotFoundException: Could not find certificate ${arn}.`,
  );
});

test('a certificate that a domain is being given is not deleted meanwhile', async () => {
  const name = `${randomUUID()}.example.com`;
  const [first, second] = [await imported(await make(name)), await imported(await make(name))];
  const endpointConfiguration = { types: ['REGIONAL' as const] };
  await plane.client.send(
    new CreateDomainNameCommand({ domainName: name, regionalCertificateArn: first, endpointConfiguration }),
  );
  const owner = { accountId: plane.accountId, region: 'us-east-1' };
  let deletion: Promise<string> | undefined;
  await plane.database.write(async (uow) => {
    const domain = await domainNames.lock(uow, owner, { domainName: name, domainNameId: null });
    await domainNames.update(uow, { ...domain!, regionalCertificateArn: second });
    deletion = refusalOf(acm.send(new DeleteCertificateCommand({ CertificateArn: second })));
    await waitFor(async () => (await plane.query(`SELECT 1 FROM pg_locks WHERE NOT granted`)).length > 0, {
      describe: 'the deletion to wait',
    });
  });
  expect(await deletion).toBe(`400 ResourceInUseException: Certificate ${second} in use.`);
});

test('lists are paged, sorted, and have what is asked for', async () => {
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) made.push(await imported(await make()));
  const curve = await imported(await make(undefined, { key: 'P-256' }));
  const oldest = (await listed({ SortBy: 'CREATED_AT', SortOrder: 'ASCENDING' })).filter((arn) =>
    made.includes(arn),
  );
  expect(oldest).toEqual(made);
  const newest = await listed({ SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' });
  expect(newest.slice(0, 5)).toEqual(made.toReversed());
  expect(newest).not.toContain(curve);
  expect(await listed({ Includes: { keyTypes: ['EC_prime256v1'] } })).toContain(curve);
  expect(await listed({ CertificateStatuses: ['PENDING_VALIDATION'] })).toEqual([]);
  expect(await listed({ CertificateStatuses: ['ISSUED'] })).toEqual(expect.arrayContaining(made));
  await plane.query(`UPDATE certificates SET not_after = now() - interval '1 day' WHERE id = $1`, [
    readCertificateArn(made[0]!)!.id,
  ]);
  expect(await listed({ CertificateStatuses: ['EXPIRED'] })).toEqual([made[0]]);
});

test('a token is good for its own list alone', async () => {
  await imported(await make());
  await imported(await make());
  const { NextToken } = await acm.send(new ListCertificatesCommand({ MaxItems: 1 }));
  const refused = [
    { MaxItems: 1, NextToken, SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' },
    { MaxItems: 1, NextToken: 'made-up' },
  ] as const;
  for (const input of refused)
    expect(await refusalOf(acm.send(new ListCertificatesCommand(input)))).toMatch(
      /^400 InvalidArgsException: The token/,
    );
});

test.each([
  ['nobody has', arnOf(randomUUID()), 'ResourceNotFoundException: Could not find certificate '],
  ['another region has', arnOf('c', 'eu-west-1'), 'ResourceNotFoundException: Could not find certificate '],
  [
    'another account has',
    arnOf('c', 'us-east-1', '999999999999'),
    'ResourceNotFoundException: Could not find certificate ',
  ],
  [
    'are none',
    'arn:aws:acm:us-east-1:000000000000:other/c',
    'InvalidArnException: arn:aws:acm:us-east-1:000000000000:other/c is not',
  ],
])('certificates that %s are not told of', async (_, CertificateArn, refusal) => {
  for (const command of [
    DescribeCertificateCommand,
    GetCertificateCommand,
    DeleteCertificateCommand,
    RenewCertificateCommand,
  ])
    expect(
      await refusalOf(acm.send(new command({ CertificateArn }) as DescribeCertificateCommand)),
    ).toContain(`400 ${refusal}`);
});

test('no e-mail is sent again, as names are never validated by one', async () => {
  const CertificateArn = await imported(await make());
  const resend = (arn: string) =>
    refusalOf(
      acm.send(
        new ResendValidationEmailCommand({
          ...{ CertificateArn: arn, Domain: 'api.example.com', ValidationDomain: 'example.com' },
        }),
      ),
    );
  expect(await resend(CertificateArn)).toBe(
    `400 InvalidStateException: Certificate ${CertificateArn} is not validated by e-mail: names are validated over HTTP.`,
  );
  expect(await resend(`${CertificateArn}0`)).toMatch(/^400 ResourceNotFoundException/);
});

test('an imported certificate is not renewed, and has no options', async () => {
  const CertificateArn = await imported(await make());
  expect(await refusalOf(acm.send(new RenewCertificateCommand({ CertificateArn })))).toMatch(
    /^400 ValidationException: .* was imported/,
  );
  const Options = { CertificateTransparencyLoggingPreference: 'DISABLED' } as const;
  expect(await refusalOf(acm.send(new UpdateCertificateOptionsCommand({ CertificateArn, Options })))).toMatch(
    /^400 InvalidStateException: /,
  );
});
