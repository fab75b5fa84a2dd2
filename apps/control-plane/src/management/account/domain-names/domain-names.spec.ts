import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  UpdateDomainNameCommand,
  type CreateDomainNameCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let truststores: Truststores;
/** Two certificates for names right below example.com, and one of another region. */
let arn: string;
let otherArn: string;
let arnElsewhere: string;
beforeAll(async () => {
  truststores = await startTruststores('trust.pem?versionId=v1', 'new.pem?versionId=v2');
  const env = { TOLLGATE_DOMAIN: 'gateway.example', AWS_ENDPOINT_URL_S3: truststores.origin };
  plane = await startControlPlane({ env });
  arn = await importCertificate(plane, { names: ['*.example.com', '*.all.example.com'] });
  otherArn = await importCertificate(plane);
  arnElsewhere = await importCertificate(plane, { region: 'eu-west-1' });
});
afterAll(() => Promise.all([plane?.close(), truststores?.close()]));

let count = 0;
/** A name that no other test has. */
const newName = () => `api-${(count += 1)}.example.com`;
const create = (input: Partial<CreateDomainNameCommandInput> = {}) =>
  plane.client.send(
    new CreateDomainNameCommand({
      domainName: newName(),
      regionalCertificateArn: arn,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...input,
    }),
  );
const get = (domainName: string, domainNameId?: string) =>
  plane.client.send(new GetDomainNameCommand({ domainName, domainNameId }));
const update = (domainName: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateDomainNameCommand({ domainName, patchOperations }));
const remove = (domainName: string, domainNameId?: string) =>
  plane.client.send(new DeleteDomainNameCommand({ domainName, domainNameId }));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
const unknownDomain = '404 NotFoundException: Invalid domain name identifier specified';
const privateInput = () => ({
  certificateArn: arn,
  endpointConfiguration: { types: ['PRIVATE' as const] },
});

describe('CreateDomainName', () => {
  test('201: a regional domain with its defaults and where to point its name', async () => {
    const domainName = newName();
    const response = await plane.signedFetch('/domainnames', {
      body: { domainName, regionalCertificateArn: arn, endpointConfiguration: { types: ['REGIONAL'] } },
    });
    expect(response.status).toBe(201);
    const domain = (await response.json()) as object;
    expect(domain).toEqual({
      domainName,
      domainNameArn: `arn:aws:apigateway:us-east-1::/domainnames/${domainName}`,
      certificateUploadDate: expect.any(Number) as number,
      regionalCertificateArn: arn,
      regionalDomainName: expect.stringMatching(
        /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.gateway\.example$/,
      ) as string,
      regionalHostedZoneId: 'Z1UJRXOUMOOFQ8',
      endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
      domainNameStatus: 'UPDATING',
      securityPolicy: 'TLS_1_2',
      routingMode: 'BASE_PATH_MAPPING_ONLY',
    });
    const read = await plane.signedFetch(`/domainnames/${domainName}`);
    expect(await read.json()).toEqual({ ...domain, tags: {} });
  });

  test('201: an edge domain is the default', async () => {
    const domain = await create({
      endpointConfiguration: undefined,
      regionalCertificateArn: undefined,
      certificateArn: arn,
    });
    expect(domain).toMatchObject({
      certificateArn: arn,
      distributionDomainName: expect.stringMatching(/^d-/) as string,
      distributionHostedZoneId: 'Z2FDTNDATAQYW2',
      endpointConfiguration: { types: ['EDGE'] },
    });
    expect(domain.regionalDomainName).toBeUndefined();
  });

  test('201: all that is given is shown again', async () => {
    const given = {
      domainName: '*.all.example.com',
      regionalCertificateArn: arn,
      regionalCertificateName: 'name',
      securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06' as const,
      endpointAccessMode: 'STRICT' as const,
      mutualTlsAuthentication: { truststoreUri: 's3://bucket/trust.pem', truststoreVersion: 'v1' },
      routingMode: 'ROUTING_RULE_ONLY' as const,
      tags: { a: 'b' },
    };
    const { $metadata: _, ...made } = await create(given);
    expect(made).toMatchObject(given);
    const { $metadata: __, ...read } = await get('*.all.example.com');
    expect(read).toEqual(made);
  });

  test('201: a private domain has an id, which calls must name', async () => {
    const policyOn = (resource: string) =>
      `{"Statement":{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"${resource}"}}`;
    const domainName = newName();
    const made = await create({
      ...{ ...privateInput(), domainName, regionalCertificateArn: undefined },
      policy: policyOn('execute-api:/*'),
    });
    const id = made.domainNameId!;
    expect(made).toMatchObject({
      domainNameArn: `arn:aws:apigateway:us-east-1:000000000000:/domainnames/${domainName}+${id}`,
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
      policy: policyOn('arn:aws:execute-api:us-east-1:000000000000:/*'),
    });
    expect(made.regionalDomainName).toBeUndefined();
    expect(await refusalOf(get(domainName))).toBe(unknownDomain);
    expect((await get(domainName, id)).domainNameId).toBe(id);
    // The name alone belongs to whoever makes it public.
    await create({ domainName });
    expect((await get(domainName)).domainNameId).toBeUndefined();
    await remove(domainName, id);
    expect(await refusalOf(get(domainName, id))).toBe(unknownDomain);
    expect((await get(domainName)).domainName).toBe(domainName);
  });

  test.each<[Partial<CreateDomainNameCommandInput>, RegExp]>([
    [{ domainName: '' }, /Invalid domain name specified/],
    [{ domainName: 'localhost' }, /Invalid domain name specified/],
    [{ domainName: 'Upper.example.com' }, /Invalid domain name specified/],
    [{ domainName: 'a.*.example.com' }, /Invalid domain name specified/],
    [{ domainName: `${'a'.repeat(64)}.example.com` }, /Invalid domain name specified/],
    [{ regionalCertificateArn: undefined }, /A certificate must be specified/],
    [{ mutualTlsAuthentication: { truststoreUri: 'http://x/y' } }, /Invalid truststoreUri/],
    [
      {
        endpointConfiguration: { types: ['EDGE'] },
        mutualTlsAuthentication: { truststoreUri: 's3://bucket/key' },
      },
      /only supported for REGIONAL/,
    ],
    [{ policy: '{}' }, /only supported for PRIVATE/],
    [{ ...privateInput(), policy: 'no JSON' }, /Invalid policy document/],
    [{ ...privateInput(), policy: '{"Version":"2012-10-17","Statement":[{}]}' }, /Invalid policy document/],
    [{ certificateBody: 'x' }, /certificateBody and certificatePrivateKey/],
    [{ certificateBody: 'x', certificatePrivateKey: 'y' }, /Unable to parse certificate/],
    [{ tags: { 'aws:a': 'b' } }, /Invalid tag key/],
    [{ endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } }, /Only dualstack/],
  ])('400: what is no domain (case %#)', async (input, message) => {
    const refusal = await refusalOf(create(input));
    expect(refusal).toMatch(/^400 BadRequestException/);
    expect(refusal).toMatch(message);
  });

  test('400: a name that somebody has, in whatever region; of ten at once, one is made', async () => {
    const domainName = newName();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create({ domainName })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const elsewhere = plane.clientFor('eu-west-1');
    const again = elsewhere.send(
      new CreateDomainNameCommand({
        domainName,
        regionalCertificateArn: arnElsewhere,
        endpointConfiguration: { types: ['REGIONAL'] },
      }),
    );
    expect(await refusalOf(again)).toBe(
      '400 BadRequestException: The domain name you provided already exists.',
    );
    expect(await refusalOf(elsewhere.send(new GetDomainNameCommand({ domainName })))).toBe(unknownDomain);
  });
});

describe('GetDomainNames', () => {
  test('200: by name, private ones included, each once over the pages', async () => {
    const elsewhere = plane.clientFor('eu-central-1');
    const make = (domainName: string, input: object) =>
      elsewhere.send(new CreateDomainNameCommand({ domainName, ...input }));
    const names = ['*.example.org'];
    const certificateArn = await importCertificate(plane, { names, region: 'eu-central-1' });
    const regional = {
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
    };
    await make('b.example.org', regional);
    await make('a.example.org', { ...privateInput(), certificateArn });
    await make('a.example.org', regional);
    const first = await elsewhere.send(new GetDomainNamesCommand({ limit: 2 }));
    const second = await elsewhere.send(new GetDomainNamesCommand({ limit: 2, position: first.position }));
    const items = [...first.items!, ...second.items!];
    expect(items.map(({ domainName }) => domainName)).toEqual([
      'a.example.org',
      'a.example.org',
      'b.example.org',
    ]);
    expect(items[0]).not.toHaveProperty('tags');
    const others = await elsewhere.send(new GetDomainNamesCommand({ resourceOwner: 'OTHER_ACCOUNTS' }));
    expect(others.items).toEqual([]);
  });
});

describe('UpdateDomainName', () => {
  test('200: what Terraform sends', async () => {
    const { domainName } = await create();
    const changed = await update(
      domainName!,
      replace('/regionalCertificateArn', otherArn),
      replace('/regionalCertificateName', 'name'),
      replace('/securityPolicy', 'TLS_1_0'),
      replace('/mutualTlsAuthentication/truststoreUri', 's3://bucket/new.pem'),
      replace('/mutualTlsAuthentication/truststoreVersion', 'v2'),
      replace('/endpointConfiguration/ipAddressType', 'dualstack'),
      replace('/routingMode', 'ROUTING_RULE_THEN_BASE_PATH_MAPPING'),
    );
    expect(changed).toMatchObject({
      regionalCertificateArn: otherArn,
      regionalCertificateName: 'name',
      securityPolicy: 'TLS_1_0',
      mutualTlsAuthentication: { truststoreUri: 's3://bucket/new.pem', truststoreVersion: 'v2' },
      endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'dualstack' },
      routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
      domainNameStatus: 'UPDATING',
      tags: {},
    });
  });

  test('200: a domain moves from edge to regional as the guide says, having both meanwhile', async () => {
    const { domainName } = await create({
      endpointConfiguration: { types: ['EDGE'] },
      regionalCertificateArn: undefined,
      certificateArn: arn,
    });
    const both = await update(
      domainName!,
      { op: 'add', path: '/endpointConfiguration/types', value: 'REGIONAL' },
      { op: 'add', path: '/regionalCertificateArn', value: otherArn },
    );
    expect(both.endpointConfiguration!.types).toEqual(['EDGE', 'REGIONAL']);
    expect(both.regionalDomainName).toBeDefined();
    expect(both.distributionDomainName).toBeDefined();
    const regional = await update(
      domainName!,
      { op: 'remove', path: '/endpointConfiguration/types', value: 'EDGE' },
      { op: 'remove', path: '/certificateArn' },
    );
    expect(regional.endpointConfiguration!.types).toEqual(['REGIONAL']);
    expect(regional.certificateArn).toBeUndefined();
    const edge = await update(domainName!, replace('/endpointConfiguration/types/0', 'EDGE'));
    expect(edge.endpointConfiguration!.types).toEqual(['EDGE']);
  });

  test.each<[PatchOperation[], RegExp]>([
    [[replace('/domainName', 'x.example.com')], /Invalid patch path \/domainName$/],
    [[{ op: 'add', path: '/securityPolicy', value: 'TLS_1_2' }], /Must be one of: \[replace\]$/],
    [[replace('/securityPolicy', 'SSL')], /Invalid securityPolicy specified/],
    [[replace('/endpointConfiguration/types/0', 'PRIVATE')], /Invalid EndpointTypes specified/],
    [[{ op: 'remove', path: '/endpointConfiguration/types', value: 'REGIONAL' }], /cannot be both DISABLED/],
    [[replace('/regionalCertificateArn', '')], /A certificate must be specified/],
    [[replace('/mutualTlsAuthentication/truststoreVersion', 'v')], /truststoreUri must be specified/],
    [[replace('/routingMode', 'ROUTING_RULE_ONLY'), replace('/policy', '{}')], /only supported for PRIVATE/],
  ])('400: a refused operation changes nothing (case %#)', async (operations, message) => {
    const { domainName } = await create();
    const before = await get(domainName!);
    expect(await refusalOf(update(domainName!, ...operations))).toMatch(message);
    expect({ ...(await get(domainName!)), $metadata: null }).toEqual({ ...before, $metadata: null });
  });

  test('404: an unknown domain', async () => {
    expect(await refusalOf(update('none.example.com'))).toBe(unknownDomain);
  });
});

describe('DeleteDomainName', () => {
  test('202: it is gone and its name is free', async () => {
    const { domainName } = await create();
    expect((await remove(domainName!)).$metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get(domainName!))).toBe(unknownDomain);
    expect((await create({ domainName })).domainName).toBe(domainName);
  });

  test('404: an unknown domain, a private one without its id', async () => {
    expect(await refusalOf(remove('none.example.com'))).toBe(unknownDomain);
    const { domainName } = await create(privateInput());
    expect(await refusalOf(remove(domainName!))).toBe(unknownDomain);
  });
});
