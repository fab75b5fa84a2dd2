import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateDomainNameCommand,
  GetDomainNameCommand,
  UpdateDomainNameCommand,
  type CreateDomainNameCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { DeleteCertificateCommand, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import {
  ApiGatewayV2Client,
  CreateDomainNameCommand as CreateDomainNameV2Command,
  UpdateDomainNameCommand as UpdateDomainNameV2Command,
} from '@aws-sdk/client-apigatewayv2';
import { createSealer, domainNames } from '#libs/persistence';
import { makeTestCertificate } from '#libs/testing';
import { acmOf } from '../../../testing/acm-of.js';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';

let plane: TestControlPlane;
let truststores: Truststores;
let v2: ApiGatewayV2Client;
let arn: string;
beforeAll(async () => {
  truststores = await startTruststores();
  const env = { AWS_ENDPOINT_URL_S3: truststores.origin, TOLLGATE_OWNERSHIP_VERIFICATION: 'required' };
  plane = await startControlPlane({ env });
  arn = await importCertificate(plane);
  const { credentials } = plane;
  v2 = new ApiGatewayV2Client({ endpoint: plane.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  v2?.destroy();
  await plane?.close();
  await truststores?.close();
});

const newName = () => `${randomUUID()}.example.com`;
const create = (input: Partial<CreateDomainNameCommandInput> = {}) =>
  plane.client.send(
    new CreateDomainNameCommand({
      domainName: newName(),
      regionalCertificateArn: arn,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...input,
    }),
  );
const update = (domainName: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateDomainNameCommand({ domainName, patchOperations }));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
const idOf = (certificateArn: string) => certificateArn.split('/')[1];

const notOwned = 'The certificate provided must be owned by the account creating the domain.';

/** The ARN, and why it is refused. */
const refusals: readonly [string, () => Promise<{ named: string; says: string }>][] = [
  ['of nobody', () => Promise.resolve({ named: arn.replace(/\/.*/, `/${randomUUID()}`), says: notOwned })],
  [
    'of another account',
    () => Promise.resolve({ named: arn.replace('000000000000', '999999999999'), says: notOwned }),
  ],
  [
    'of another region',
    async () => {
      const named = await importCertificate(plane, { region: 'eu-west-1' });
      return { named, says: `Invalid certificate ARN: ${named}. Certificate must be in 'us-east-1'.` };
    },
  ],
  [
    'that is none',
    () =>
      Promise.resolve({
        named: 'arn:x',
        says: "Invalid certificate ARN: arn:x. Certificate must be in 'us-east-1'.",
      }),
  ],
  [
    'that has expired',
    async () => {
      const named = await importCertificate(plane);
      await plane.query(
        `UPDATE certificates SET not_after = now() - interval '1 hour',
                facts = facts || '{"notAfterMs": 1}'::jsonb WHERE id = $1`,
        [idOf(named)],
      );
      return { named, says: `The certificate ${named} has expired` };
    },
  ],
  [
    'that is not issued yet',
    async () => {
      const named = await importCertificate(plane);
      await plane.query(`UPDATE certificates SET status = 'PENDING_VALIDATION' WHERE id = $1`, [idOf(named)]);
      return { named, says: `The certificate ${named} is not issued: its status is PENDING_VALIDATION` };
    },
  ],
  [
    'for other names',
    async () => {
      const named = await importCertificate(plane, { names: ['*.b.example.com', 'example.com'] });
      return { named, says: `The certificate ${named} is not for the domain name NAME` };
    },
  ],
];

test.each(refusals)(
  'a certificate %s is refused by both versions, and nothing is changed',
  async (_, make) => {
    const { named, says } = await make();
    const refusalFor = (name: string) => `400 BadRequestException: ${says.replace('NAME', name)}`;
    const domainName = newName();
    expect(await refusalOf(create({ domainName, regionalCertificateArn: named }))).toBe(
      refusalFor(domainName),
    );
    const DomainNameConfigurations = [{ CertificateArn: named }];
    const made = v2.send(new CreateDomainNameV2Command({ DomainName: domainName, DomainNameConfigurations }));
    expect(await refusalOf(made)).toBe(refusalFor(domainName));
    await create({ domainName });
    expect(await refusalOf(update(domainName, replace('/regionalCertificateArn', named)))).toBe(
      refusalFor(domainName),
    );
    const changed = v2.send(
      new UpdateDomainNameV2Command({ DomainName: domainName, DomainNameConfigurations }),
    );
    expect(await refusalOf(changed)).toBe(refusalFor(domainName));
    expect(await update(domainName)).toMatchObject({ regionalCertificateArn: arn });
  },
);

test('a certificate of an edge domain is one of us-east-1, wherever the domain is', async () => {
  const elsewhere = plane.clientFor('eu-west-1');
  const make = (certificateArn: string) =>
    elsewhere.send(new CreateDomainNameCommand({ domainName: newName(), certificateArn }));
  const theirs = await importCertificate(plane, { region: 'eu-west-1' });
  expect(await refusalOf(make(theirs))).toBe(
    `400 BadRequestException: Invalid certificate ARN: ${theirs}. Certificate must be in 'us-east-1'.`,
  );
  expect((await make(arn)).certificateArn).toBe(arn);
});

test('a domain whose certificate has expired can be changed', async () => {
  const named = await importCertificate(plane);
  const { domainName } = await create({ regionalCertificateArn: named });
  await plane.query(`UPDATE certificates SET facts = facts || '{"notAfterMs": 1}'::jsonb WHERE id = $1`, [
    idOf(named),
  ]);
  expect(await update(domainName!, replace('/securityPolicy', 'TLS_1_0'))).toMatchObject({
    securityPolicy: 'TLS_1_0',
  });
});

describe('with ownership verification required', () => {
  const truststoreUri = 's3://bucket/trust.pem';

  /** As if an authority had issued it. */
  async function requested(names?: readonly string[]): Promise<string> {
    const made = await importCertificate(plane, names && { names });
    await plane.query(`UPDATE certificates SET type = 'AMAZON_ISSUED' WHERE id = $1`, [idOf(made)]);
    return made;
  }

  test('mutual TLS with an imported certificate asks for one that proves whose the name is', async () => {
    const mutualTlsAuthentication = { truststoreUri };
    const missing = '400 BadRequestException: Missing ownershipVerificationCertificate.';
    expect(await refusalOf(create({ mutualTlsAuthentication }))).toBe(missing);
    expect(
      await refusalOf(create({ mutualTlsAuthentication, ownershipVerificationCertificateArn: arn })),
    ).toMatch(/^400 .* must be of a certificate that was issued by request: arn:/);
    const forOthers = await requested(['example.com']);
    expect(
      await refusalOf(create({ mutualTlsAuthentication, ownershipVerificationCertificateArn: forOthers })),
    ).toMatch(/is not for the domain name/);
    const proof = await requested();
    const made = await create({ mutualTlsAuthentication, ownershipVerificationCertificateArn: proof });
    expect(made.ownershipVerificationCertificateArn).toBe(proof);
    expect(
      await refusalOf(update(made.domainName!, replace('/ownershipVerificationCertificateArn', ''))),
    ).toBe(missing);
    const { domainName } = await create();
    const on = replace('/mutualTlsAuthentication/truststoreUri', truststoreUri);
    expect(await refusalOf(update(domainName!, on))).toBe(missing);
    await update(domainName!, on, replace('/ownershipVerificationCertificateArn', proof));
    expect(await create({ mutualTlsAuthentication, regionalCertificateArn: proof })).toMatchObject({
      mutualTlsAuthentication,
    });
  });

  test('what proves it is in use and not deleted, and the domain says when it has expired', async () => {
    const proof = await requested();
    const { domainName } = await create({ ownershipVerificationCertificateArn: proof });
    const acm = acmOf(plane);
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: proof }));
    expect(Certificate!.InUseBy).toEqual([`arn:aws:apigateway:us-east-1::/domainnames/${domainName}`]);
    const removed = acm.send(new DeleteCertificateCommand({ CertificateArn: proof }));
    expect(await refusalOf(removed)).toMatch(/^400 ResourceInUseException/);
    acm.destroy();
    const read = () => plane.client.send(new GetDomainNameCommand({ domainName }));
    expect((await read()).domainNameStatus).not.toBe('PENDING_OWNERSHIP_VERIFICATION');
    await plane.query(`UPDATE certificates SET facts = facts || '{"notAfterMs": 1}'::jsonb WHERE id = $1`, [
      idOf(proof),
    ]);
    expect(await read()).toMatchObject({
      domainNameStatus: 'PENDING_OWNERSHIP_VERIFICATION',
      domainNameStatusMessage: `The ownershipVerificationCertificateArn ${proof} is EXPIRED`,
    });
  });
});

test('an uploaded certificate is kept sealed', async () => {
  const domainName = newName();
  const authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  const own = await makeTestCertificate({ names: [domainName], issuer: authority });
  const uploaded = {
    regionalCertificateArn: undefined,
    certificateName: 'uploaded',
    certificateBody: own.certificate,
    certificatePrivateKey: own.privateKey,
    certificateChain: authority.certificate,
  };
  expect(await refusalOf(create(uploaded))).toMatch(/The certificate is not for the domain name/);
  const made = await create({ ...uploaded, domainName });
  expect(made.certificateName).toBe('uploaded');
  const id = /^d-([a-z0-9]+)\./.exec(made.regionalDomainName!)![1]!;
  const sealed = (await plane.database.read((uow) => domainNames.certificateOf(uow, id)))!;
  expect(sealed.includes('PRIVATE KEY')).toBe(false);
  const masterKey = (await readFile(join(plane.dataDir, 'master-key'), 'utf8')).trim();
  const sealer = createSealer(Buffer.from(masterKey, masterKey.length === 64 ? 'hex' : 'base64'));
  expect(JSON.parse(sealer.open(sealed, domainNames.sealContextOf(id)))).toEqual({
    body: own.certificate,
    privateKey: own.privateKey,
    chain: authority.certificate,
  });
});
