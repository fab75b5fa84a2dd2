import {
  ApiGatewayV2Client,
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  DeleteApiMappingCommand,
  DeleteDomainNameCommand,
  GetApiMappingCommand,
  GetApiMappingsCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiMappingCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateDomainNameCommand as CreateDomainNameV1Command,
  GetBasePathMappingsCommand,
  GetDomainNameCommand as GetDomainNameV1Command,
} from '@aws-sdk/client-api-gateway';
import { v2, type Operation } from '#libs/aws-wire';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { servedOperations } from '../../../testing/served-operations.js';
import type { TestControlPlane } from '../../../testing/start-control-plane.js';
import { importCertificate } from '../../../testing/import-certificate.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let started: V2Plane;
let truststores: Truststores;
let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string;
let CertificateArn: string;
beforeAll(async () => {
  truststores = await startTruststores();
  started = await startV2Plane({ AWS_ENDPOINT_URL_S3: truststores.origin });
  ({ plane, client, ApiId, CertificateArn } = started);
});
afterAll(async () => {
  await plane?.close();
  await truststores?.close();
});

let count = 0;
const newDomain = () => started.newDomain();
const unknownDomain = '404 NotFoundException: Invalid domain name identifier specified';

describe('domain names', () => {
  test('one store under both versions', async () => {
    const DomainName = `both-${(count += 1)}.example.com`;
    const { $metadata, ...created } = await client.send(
      new CreateDomainNameCommand({
        DomainName,
        DomainNameConfigurations: [{ CertificateArn, IpAddressType: 'dualstack' }],
        RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING',
        Tags: { a: 'b' },
      }),
    );
    expect($metadata.httpStatusCode).toBe(201);
    expect(created).toEqual({
      ApiMappingSelectionExpression: '$request.basepath',
      DomainName,
      DomainNameArn: `arn:aws:apigateway:us-east-1::/domainnames/${DomainName}`,
      DomainNameConfigurations: [
        {
          ApiGatewayDomainName: expect.stringMatching(/^d-/) as string,
          CertificateArn,
          CertificateUploadDate: expect.any(Date) as Date,
          DomainNameStatus: 'UPDATING',
          EndpointType: 'REGIONAL',
          HostedZoneId: 'Z1UJRXOUMOOFQ8',
          IpAddressType: 'dualstack',
          SecurityPolicy: 'TLS_1_2',
        },
      ],
      RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING',
      Tags: { a: 'b' },
    });
    const read = await client.send(new GetDomainNameCommand({ DomainName }));
    expect({ ...read, $metadata: null }).toEqual({ ...created, $metadata: null });
    const inV1 = await plane.client.send(new GetDomainNameV1Command({ domainName: DomainName }));
    expect(inV1).toMatchObject({
      regionalCertificateArn: CertificateArn,
      routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
      endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'dualstack' },
    });
  });

  test('on the wire: ISO dates, and errors by message alone', async () => {
    const DomainName = await newDomain();
    const response = await plane.signedFetch(`/v2/domainnames/${DomainName}`);
    const { domainNameConfigurations } = (await response.json()) as {
      domainNameConfigurations: { certificateUploadDate: string }[];
    };
    expect(domainNameConfigurations[0]!.certificateUploadDate).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const missing = await plane.signedFetch('/v2/domainnames/none.example.com');
    expect([missing.status, missing.headers.get('x-amzn-errortype'), await missing.json()]).toEqual([
      404,
      'NotFoundException',
      { message: 'Invalid domain name identifier specified' },
    ]);
  });

  test('an update changes what it names', async () => {
    const DomainName = await newDomain();
    const other = await importCertificate(plane);
    const updated = await client.send(
      new UpdateDomainNameCommand({
        DomainName,
        DomainNameConfigurations: [{ CertificateArn: other, SecurityPolicy: 'TLS_1_0' }],
        MutualTlsAuthentication: { TruststoreUri: 's3://bucket/trust.pem' },
      }),
    );
    expect(updated).toMatchObject({
      DomainNameConfigurations: [{ CertificateArn: other, SecurityPolicy: 'TLS_1_0' }],
      MutualTlsAuthentication: { TruststoreUri: 's3://bucket/trust.pem' },
      RoutingMode: 'API_MAPPING_ONLY',
    });
    const off = await client.send(
      new UpdateDomainNameCommand({
        DomainName,
        MutualTlsAuthentication: { TruststoreUri: '' },
        RoutingMode: 'ROUTING_RULE_ONLY',
      }),
    );
    expect(off.MutualTlsAuthentication).toBeUndefined();
    expect(off).toMatchObject({
      DomainNameConfigurations: [{ CertificateArn: other }],
      RoutingMode: 'ROUTING_RULE_ONLY',
    });
  });

  test('a list in pages, private domains left out', async () => {
    const elsewhere = new ApiGatewayV2Client({
      endpoint: await plane.client.config.endpoint!(),
      credentials: plane.client.config.credentials,
      region: 'eu-west-3',
    });
    const theirs = await importCertificate(plane, { names: ['*.example.net'], region: 'eu-west-3' });
    const create = (DomainName: string) =>
      elsewhere.send(
        new CreateDomainNameCommand({
          DomainName,
          DomainNameConfigurations: [{ CertificateArn: theirs }],
        }),
      );
    for (const name of ['l1.example.net', 'l2.example.net', 'l3.example.net']) await create(name);
    await plane.clientFor('eu-west-3').send(
      new CreateDomainNameV1Command({
        domainName: 'l0.example.net',
        certificateArn: theirs,
        endpointConfiguration: { types: ['PRIVATE'] },
      }),
    );
    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await elsewhere.send(new GetDomainNamesCommand({ MaxResults: '2', NextToken }));
      names.push(...page.Items!.map(({ DomainName }) => DomainName));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(names).toEqual(['l1.example.net', 'l2.example.net', 'l3.example.net']);
  });

  test('refusals', async () => {
    const create = (DomainName: string, configurations?: object[]) =>
      refusalOf(
        client.send(new CreateDomainNameCommand({ DomainName, DomainNameConfigurations: configurations })),
      );
    const configurations = [{ CertificateArn }];
    expect(await create('no', configurations)).toMatch(/^400 BadRequestException: Invalid domain name/);
    expect(await create('none.example.org')).toMatch(/^400 BadRequestException: Exactly one/);
    expect(await create('x.execute-api.localhost', configurations)).toMatch(/^400 BadRequestException/);
    const taken = await newDomain();
    expect(await create(taken, configurations)).toMatch(/already exists/);
    expect(
      await refusalOf(client.send(new DeleteDomainNameCommand({ DomainName: 'none.example.org' }))),
    ).toBe(unknownDomain);
  });

  test('deleted: 204', async () => {
    const DomainName = await newDomain();
    const deleted = await client.send(new DeleteDomainNameCommand({ DomainName }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    expect(await refusalOf(client.send(new GetDomainNameCommand({ DomainName })))).toBe(unknownDomain);
  });
});

describe('API mappings', () => {
  test('of several levels, changed, listed by both versions, and deleted', async () => {
    const DomainName = await newDomain();
    const { $metadata, ...made } = await client.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ApiMappingKey: 'v1/orders' }),
    );
    expect([$metadata.httpStatusCode, made]).toEqual([
      201,
      { ApiId, ApiMappingId: expect.any(String) as string, ApiMappingKey: 'v1/orders', Stage: 'prod' },
    ]);
    await client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod' }));
    const ApiMappingId = made.ApiMappingId!;
    const moved = await client.send(
      new UpdateApiMappingCommand({ DomainName, ApiMappingId, ApiId, ApiMappingKey: 'v2/orders/all' }),
    );
    expect(moved).toMatchObject({ ApiMappingId, ApiMappingKey: 'v2/orders/all', Stage: 'prod' });
    const listed = await client.send(new GetApiMappingsCommand({ DomainName }));
    expect(listed.Items!.map(({ ApiMappingKey }) => ApiMappingKey)).toEqual(['', 'v2/orders/all']);
    const inV1 = await plane.client.send(new GetBasePathMappingsCommand({ domainName: DomainName }));
    expect(inV1.items!.map(({ basePath }) => basePath)).toEqual(['(none)', 'v2/orders/all']);
    const get = () => client.send(new GetApiMappingCommand({ DomainName, ApiMappingId }));
    expect((await get()).ApiMappingKey).toBe('v2/orders/all');
    const deleted = await client.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    expect(await refusalOf(get())).toBe('404 NotFoundException: Invalid API mapping identifier specified');
  });

  test.each([
    [{ ApiMappingKey: 'a//b' }, /^400 BadRequestException: Invalid ApiMappingKey/],
    [{ ApiMappingKey: '/a' }, /^400 BadRequestException: Invalid ApiMappingKey/],
    [{ ApiMappingKey: 'a b' }, /^400 BadRequestException: Invalid ApiMappingKey/],
    [{ ApiMappingKey: 'taken' }, /^409 ConflictException: ApiMapping key already exists/],
    [{ ApiId: 'nope' }, /^400 BadRequestException: Invalid API identifier specified/],
    [{ Stage: 'nope' }, /^400 BadRequestException: Invalid stage identifier specified/],
    [{ DomainName: 'none.example.org' }, /^404 NotFoundException: Invalid domain name/],
  ])('refused: %j', async (change, refusal) => {
    const DomainName = await newDomain();
    const create = (more: object) =>
      client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ...more }));
    await create({ ApiMappingKey: 'taken' });
    expect(await refusalOf(create(change))).toMatch(refusal);
  });

  test('several levels need TLS 1.2', async () => {
    const DomainName = await newDomain();
    await client.send(
      new UpdateDomainNameCommand({ DomainName, DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_0' }] }),
    );
    const create = client.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ApiMappingKey: 'a/b' }),
    );
    expect(await refusalOf(create)).toMatch(/^400 BadRequestException: Multi-level/);
  });
});

test('tags of a domain, by version 2', async () => {
  const DomainName = await newDomain();
  const ResourceArn = `arn:aws:apigateway:us-east-1::/domainnames/${DomainName}`;
  const tagged = await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
  expect(tagged.$metadata.httpStatusCode).toBe(201);
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
});

test('every operation of the model is bound', () => {
  const served = servedOperations(plane.app);
  const missing = Object.values<Operation>(v2.operations).filter((operation) => !served.has(operation));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
