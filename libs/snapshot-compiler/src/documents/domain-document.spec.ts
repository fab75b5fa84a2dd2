import type { DomainName, RoutingRule } from '#libs/api-definition';
import type { DomainDocument } from '#libs/snapshot-format';
import { domainDocument, type PublishableDomain } from './domain-document.js';

const arn = (account: string, id: string) => `arn:aws:acm:us-east-1:${account}:certificate/${id}`;
const own = '000000000000';

const domain: DomainName = {
  owner: { accountId: own, region: 'us-east-1' },
  id: 'd1',
  domainName: 'api.example.com',
  createdAtMs: 0,
  endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
  certificateName: null,
  certificateArn: null,
  regionalCertificateName: null,
  regionalCertificateArn: arn(own, 'c1'),
  certificateUploadedAtMs: 0,
  securityPolicy: 'TLS_1_2',
  endpointAccessMode: null,
  mutualTlsAuthentication: null,
  ownershipVerificationCertificateArn: null,
  policy: null,
  routingMode: 'BASE_PATH_MAPPING_ONLY',
  tags: {},
};

const documentOf = (change: Partial<DomainName> = {}, more: Partial<PublishableDomain> = {}) => {
  const sealed = domainDocument({
    domain: { ...domain, ...change },
    mappings: [],
    routingRules: [],
    vpcEndpointIds: [],
    certificateSealed: null,
    truststore: null,
    ...more,
  });
  return { name: sealed.name, ...(JSON.parse(sealed.body) as DomainDocument) };
};

test('a truststore goes along as long as there is mutual TLS, and has another digest when it is another', () => {
  const mutualTlsAuthentication = { truststoreUri: 's3://b/k', truststoreVersion: null };
  const of = (certificates: string) =>
    documentOf({ mutualTlsAuthentication }, { truststore: { certificates, revocations: null } });
  expect(of('one')).toMatchObject({
    asksForClientCertificate: true,
    truststore: { certificates: 'one', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  });
  expect(of('one').truststore!.digest).toBe(of('one').truststore!.digest);
  expect(of('other').truststore!.digest).not.toBe(of('one').truststore!.digest);
  expect(
    documentOf({}, { truststore: { certificates: 'one', revocations: null } }).truststore,
  ).toBeUndefined();
});

test('what was revoked goes along, until its lists are out of date unless the domain allows that', () => {
  const mutualTlsAuthentication = { truststoreUri: 's3://b/k', truststoreVersion: null };
  const of = (entries: string, tag: string) => {
    const truststore = {
      certificates: 'one',
      revocations: { entries: Buffer.from(entries, 'base64'), untilMs: 1 },
    };
    return documentOf({ mutualTlsAuthentication, tags: { 'tollgate:crl': tag } }, { truststore });
  };
  expect(of('AAAA', 's3://b/l')).toMatchObject({
    requires: ['revocations'],
    truststore: { revocations: { entries: 'AAAA', untilMs: 1 } },
  });
  const allowed = of('AAAA', 's3://b/l when-out-of-date=allow').truststore!;
  expect(allowed.revocations).toEqual({ entries: 'AAAA' });
  expect(allowed.digest).not.toBe(of('AAAB', 's3://b/l').truststore!.digest);
});

test.each<[string, Partial<DomainName>, Partial<DomainDocument>]>([
  ['a regional certificate', {}, { certificateId: 'c1', minimumTlsVersion: 'TLSv1.2' }],
  [
    'the regional one of two',
    {
      certificateArn: arn(own, 'edge'),
      endpointConfiguration: { types: ['EDGE', 'REGIONAL'], ipAddressType: 'ipv4' },
    },
    { certificateId: 'c1' },
  ],
  [
    'that of an edge domain',
    { certificateArn: arn(own, 'edge'), endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' } },
    { certificateId: 'edge' },
  ],
  ['TLS 1.0, which nothing speaks', { securityPolicy: 'TLS_1_0' }, { minimumTlsVersion: 'TLSv1.2' }],
  [
    'TLS 1.3 and 1.2',
    { securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06' },
    { minimumTlsVersion: 'TLSv1.2' },
  ],
  [
    'TLS 1.3 alone',
    { securityPolicy: 'SecurityPolicy_TLS13_1_3_FIPS_2025_09' },
    { minimumTlsVersion: 'TLSv1.3' },
  ],
  [
    'mutual TLS whose truststore was never read, which closes it',
    { mutualTlsAuthentication: { truststoreUri: 's3://b/k', truststoreVersion: null } },
    { asksForClientCertificate: true },
  ],
  [
    'a private domain, named by its id too',
    { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' } },
    { isPrivate: true, name: 'api.example.com+d1' } as Partial<DomainDocument>,
  ],
  [
    'rules first',
    { routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING' },
    { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' },
  ],
])('%s', (_, change, expected) => {
  expect(documentOf(change)).toMatchObject(expected);
});

test('what a gateway must know is all of what it has, not the last of it', () => {
  const everything = documentOf(
    {
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
      endpointAccessMode: 'STRICT',
      mutualTlsAuthentication: { truststoreUri: 's3://b/k', truststoreVersion: null },
      tags: { 'tollgate:crl': 's3://b/l' },
    },
    { truststore: { certificates: 'one', revocations: { entries: Buffer.alloc(3), untilMs: 1 } } },
  );
  expect(everything.requires).toEqual(['private-apis', 'strict-endpoints', 'revocations']);
  expect(documentOf().requires).toBeUndefined();
});

test('endpoints and policy of a private domain go along, and of no other', () => {
  const vpcEndpointIds = ['vpce-2', 'vpce-1'];
  const endpointConfiguration = { types: ['PRIVATE'], ipAddressType: 'dualstack' } as const;
  expect(documentOf({ endpointConfiguration, policy: '{}' }, { vpcEndpointIds })).toMatchObject({
    vpcEndpointIds: ['vpce-1', 'vpce-2'],
    policy: '{}',
  });
  const open = documentOf({ policy: '{}' }, { vpcEndpointIds });
  expect([open.vpcEndpointIds, open.policy]).toEqual([undefined, undefined]);
});

test('STRICT is required by name', () => {
  expect(documentOf({ endpointAccessMode: 'STRICT' })).toMatchObject({
    isStrict: true,
    requires: ['strict-endpoints'],
  });
  expect(documentOf({ endpointAccessMode: 'BASIC' }).isStrict).toBeUndefined();
});

test('a certificate of another account is not shown', () => {
  expect(documentOf({ regionalCertificateArn: arn('111111111111', 'theirs') })).not.toHaveProperty(
    'certificateId',
  );
});

test('an uploaded certificate, unless one is named by ARN', () => {
  const certificateSealed = Buffer.from('sealed');
  const uploaded = documentOf({ regionalCertificateArn: null }, { certificateSealed });
  expect(uploaded.uploadedCertificateSealed).toBe(certificateSealed.toString('base64'));
  expect(documentOf({}, { certificateSealed })).not.toHaveProperty('uploadedCertificateSealed');
});

test('mappings and rules, by priority', () => {
  const rule: RoutingRule = {
    domainId: 'd1',
    id: 'late',
    priority: 9,
    conditions: [{ matchBasePaths: ['a'] }, { matchHeaders: [{ header: 'x', valueGlob: 'y*' }] }],
    restApiId: 'api',
    stage: 'prod',
    stripBasePath: true,
  };
  const document = documentOf(
    {},
    {
      mappings: [
        { domainId: 'd1', id: 'm1', basePath: '(none)', restApiId: 'api', stage: null },
        { domainId: 'd1', id: 'm2', basePath: 'v1/orders', restApiId: 'api', stage: 'prod' },
      ],
      routingRules: [rule, { ...rule, id: 'early', priority: 2, conditions: [] }],
    },
  );
  expect(document.mappings).toEqual([
    { basePath: '', restApiId: 'api', stageName: null },
    { basePath: 'v1/orders', restApiId: 'api', stageName: 'prod' },
  ]);
  expect(document.routingRules.map(({ routingRuleId }) => routingRuleId)).toEqual(['early', 'late']);
  expect(document.routingRules[1]!.conditions).toEqual([
    { anyBasePath: ['a'] },
    { anyHeader: [{ header: 'x', valueGlob: 'y*' }] },
  ]);
});
