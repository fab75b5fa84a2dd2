import { randomUUID } from 'node:crypto';
import {
  CreateDomainNameCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-api-gateway';
import { domainNames } from '#libs/persistence';
import { makeTestCertificate, makeTestRevocationList, type TestCertificate } from '#libs/testing';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';

let plane: TestControlPlane;
let truststores: Truststores;
let regionalCertificateArn: string;
let authority: TestCertificate;
let caller: TestCertificate;
beforeAll(async () => {
  truststores = await startTruststores();
  plane = await startControlPlane({ env: { AWS_ENDPOINT_URL_S3: truststores.origin } });
  regionalCertificateArn = await importCertificate(plane);
  authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  caller = await makeTestCertificate({ subject: 'CN=caller', issuer: authority });
  truststores.objects.set('/bucket/own.pem', authority.certificate);
  truststores.objects.set('/bucket/none.crl', makeTestRevocationList({ issuer: authority }));
  truststores.objects.set(
    '/bucket/caller.crl',
    makeTestRevocationList({ issuer: authority, revoked: [caller] }),
  );
});
afterAll(async () => {
  await plane?.close();
  await truststores?.close();
});

const truststoreUri = 's3://bucket/own.pem';
const create = (tags?: Record<string, string>, mutualTlsAuthentication?: { truststoreUri: string }) =>
  plane.client.send(
    new CreateDomainNameCommand({
      domainName: `${randomUUID()}.example.com`,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...{ regionalCertificateArn, tags, mutualTlsAuthentication },
    }),
  );
const arnOf = (domainName: string) => `arn:aws:apigateway:us-east-1::/domainnames/${domainName}`;
const tag = (domainName: string, lists: string) =>
  plane.client.send(
    new TagResourceCommand({ resourceArn: arnOf(domainName), tags: { 'tollgate:crl': lists } }),
  );
const untag = (domainName: string) =>
  plane.client.send(new UntagResourceCommand({ resourceArn: arnOf(domainName), tagKeys: ['tollgate:crl'] }));
/** How many certificates are known to be revoked; null when nobody asks. */
async function revokedAt(domainName: string): Promise<number | null> {
  const owner = { accountId: '000000000000', region: 'us-east-1' };
  const found = await plane.database.read(async (uow) => {
    const domain = await domainNames.find(uow, owner, { domainName, domainNameId: null });
    return domainNames.findAnywhere(uow, domain!.id);
  });
  const entries = found!.truststore?.revocations?.entries;
  return entries ? entries.length / 8 : null;
}

test('lists are read when a domain with mutual TLS is tagged, created, or told to have it, and forgotten with the tag', async () => {
  const { domainName } = await create(undefined, { truststoreUri });
  expect(await revokedAt(domainName!)).toBeNull();
  await tag(domainName!, 's3://bucket/none.crl s3://bucket/caller.crl');
  expect(await revokedAt(domainName!)).toBe(1);
  await tag(domainName!, 's3://bucket/none.crl when-out-of-date=allow');
  expect(await revokedAt(domainName!)).toBe(0);
  await untag(domainName!);
  expect(await revokedAt(domainName!)).toBeNull();
  const tags = { 'tollgate:crl': 's3://bucket/caller.crl' };
  expect(await revokedAt((await create(tags, { truststoreUri })).domainName!)).toBe(1);
  const later = await create(tags);
  expect(await revokedAt(later.domainName!)).toBeNull();
  const path = '/mutualTlsAuthentication/truststoreUri';
  const change = (value: string) =>
    plane.client.send(
      new UpdateDomainNameCommand({
        domainName: later.domainName,
        patchOperations: [{ op: 'replace', path, value }],
      }),
    );
  await change(truststoreUri);
  expect(await revokedAt(later.domainName!)).toBe(1);
  await change('');
  expect(await revokedAt(later.domainName!)).toBeNull();
});

test('a list that cannot be read, or is none of the truststore’s, is refused, and nothing is changed', async () => {
  const other = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  const { objects } = truststores;
  objects.set('/bucket/other.crl', makeTestRevocationList({ issuer: other }));
  objects.set('/bucket/old.crl', makeTestRevocationList({ issuer: authority, nextUpdate: new Date(0) }));
  objects.set('/bucket/rubbish.crl', Buffer.alloc(1_048_576, 0x30));
  objects.set('/bucket/huge.crl', Buffer.alloc(16 * 1_048_576 + 1, 0x30));
  const { domainName } = await create({ 'tollgate:crl': 's3://bucket/caller.crl' }, { truststoreUri });
  for (const [lists, message] of [
    [
      's3://bucket/nowhere.crl',
      'The revocation list s3://bucket/nowhere.crl cannot be read from S3: NoSuchKey',
    ],
    [
      's3://bucket/none.crl s3://bucket/other.crl',
      'The revocation list s3://bucket/other.crl cannot be used: no authority of the truststore has signed it',
    ],
    [
      's3://bucket/old.crl',
      'The revocation list s3://bucket/old.crl cannot be used: it is out of date since 1970-01-01T00:00:00.000Z',
    ],
    [
      's3://bucket/rubbish.crl',
      'The revocation list s3://bucket/rubbish.crl cannot be used: it is no revocation list (CRL) in PEM format or DER',
    ],
    [
      's3://bucket/huge.crl',
      'The revocation list s3://bucket/huge.crl cannot be read from S3: it has more than 16777216 bytes',
    ],
  ] as const) {
    expect(await refusalOf(tag(domainName!, lists))).toBe(`400 BadRequestException: ${message}`);
    expect(await refusalOf(create({ 'tollgate:crl': lists }, { truststoreUri }))).toBe(
      `400 BadRequestException: ${message}`,
    );
  }
  // The list of one truststore is nothing to another.
  const path = '/mutualTlsAuthentication/truststoreUri';
  const value = 's3://bucket/trust.pem';
  const moved = plane.client.send(
    new UpdateDomainNameCommand({ domainName, patchOperations: [{ op: 'replace', path, value }] }),
  );
  expect(await refusalOf(moved)).toMatch(/no authority of the truststore has signed it$/);
  expect(await revokedAt(domainName!)).toBe(1);
  const { tags } = await plane.client.send(new GetTagsCommand({ resourceArn: arnOf(domainName!) }));
  expect(tags).toEqual({ 'tollgate:crl': 's3://bucket/caller.crl' });
});

test.each([
  '',
  'http://bucket/a.crl',
  's3://bucket',
  'when-out-of-date=allow',
  's3://b/a s3://b/a',
  Array.from({ length: 5 }, () => 's3://bucket/a').join(' '),
])('a tag that names no lists is refused where it is set: %j', async (lists) => {
  expect(await refusalOf(create({ 'tollgate:crl': lists }))).toMatch(
    /^400 BadRequestException: Invalid tag value specified for key tollgate:crl\. Must be up to 4 lists/,
  );
});
