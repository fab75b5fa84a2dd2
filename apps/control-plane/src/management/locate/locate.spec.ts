import { UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import {
  CreateApiMappingCommand,
  CreateRoutingRuleCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { startTruststores, type Truststores } from '../../testing/start-truststores.js';
import { startV2Plane, type V2Plane } from '../../testing/start-v2-plane.js';

let started: V2Plane;
let truststores: Truststores;
let host: string;
beforeAll(async () => {
  truststores = await startTruststores();
  started = await startV2Plane({ AWS_ENDPOINT_URL_S3: truststores.origin });
  const { client, ApiId } = started;
  host = await started.newDomain();
  for (const ApiMappingKey of ['', 'v1', 'v1/orders']) {
    await client.send(new CreateApiMappingCommand({ DomainName: host, ApiId, Stage: 'prod', ApiMappingKey }));
  }
});
afterAll(() => Promise.all([started?.plane.close(), truststores?.close()]));

async function locate(of: string, path: string, ...headers: string[]): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ host: of, path });
  for (const header of headers) query.append('header', header);
  const response = await started.plane.signedFetch(`/_tollgate/v1/locate?${query.toString()}`);
  return (await response.json()) as Record<string, unknown>;
}

test('the longest base path, and what the API sees', async () => {
  expect(await locate(host, '/v1/orders/7')).toEqual({
    by: 'custom-domain',
    domainName: host,
    routingRuleId: null,
    basePath: 'v1/orders',
    apiId: started.ApiId,
    stageName: 'prod',
    path: '/7',
    isServed: true,
    why: 'The mapping with the longest base path',
  });
  expect(await locate(`${host.toUpperCase()}:8443`, '/V1')).toMatchObject({ basePath: '', path: '/V1' });
});

test('a rule, once the mode asks for them', async () => {
  const DomainName = await started.newDomain();
  const { ApiId, client } = started;
  const { RoutingRuleId } = await client.send(
    new CreateRoutingRuleCommand({
      DomainName,
      Priority: 1,
      Conditions: [{ MatchHeaders: { AnyOf: [{ Header: 'x-beta', ValueGlob: 'y*' }] } }],
      Actions: [{ InvokeApi: { ApiId, Stage: 'prod' } }],
    }),
  );
  expect(await locate(DomainName, '/a', 'X-Beta: yes')).toMatchObject({ isServed: false, apiId: null });
  await client.send(new UpdateDomainNameCommand({ DomainName, RoutingMode: 'ROUTING_RULE_ONLY' }));
  expect(await locate(DomainName, '/a', 'X-Beta: yes')).toMatchObject({
    isServed: true,
    routingRuleId: RoutingRuleId,
  });
  expect(await locate(DomainName, '/a')).toMatchObject({ isServed: false, routingRuleId: null });
});

test('hosts of APIs, the path form, and what is not there', async () => {
  const { ApiId } = started;
  expect(await locate(`${ApiId}.execute-api.localhost:8080`, '//prod/x')).toMatchObject({
    by: 'default-host',
    stageName: 'prod',
    path: '/x',
    isServed: true,
  });
  expect(await locate('127.0.0.1', `/_aws/execute-api/${ApiId}/prod/x`)).toMatchObject({
    by: 'path-form',
    isServed: true,
  });
  expect(await locate(`${ApiId}.execute-api.localhost`, '/nope')).toMatchObject({
    isServed: false,
    why: expect.stringContaining('no such stage') as string,
  });
  expect(await locate('other.example.org', '/')).toMatchObject({ by: 'nothing', isServed: false });
  // On the host of a domain a path like any other.
  expect(await locate(host, `/_aws/execute-api/${ApiId}/prod/x`)).toMatchObject({ by: 'custom-domain' });
});

test('an API behind mutual TLS whose default endpoint is open is warned of', async () => {
  const { client, plane, ApiId } = started;
  const DomainName = await started.newDomain();
  await client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ApiMappingKey: '' }));
  const plain = 'The mapping without a base path, as no other takes the path';
  expect(await locate(DomainName, '/')).toMatchObject({ isServed: true, why: plain });
  const MutualTlsAuthentication = { TruststoreUri: 's3://bucket/trust.pem' };
  await client.send(new UpdateDomainNameCommand({ DomainName, MutualTlsAuthentication }));
  expect(await locate(DomainName, '/')).toMatchObject({
    isServed: true,
    why: `${plain}. Warning: the API's default endpoint is open, and asks for no certificate`,
  });
  const patchOperations = [{ op: 'replace' as const, path: '/disableExecuteApiEndpoint', value: 'true' }];
  await plane.client.send(new UpdateRestApiCommand({ restApiId: ApiId, patchOperations }));
  expect(await locate(DomainName, '/')).toMatchObject({ isServed: true, why: plain });
});

test('what is another’s is not told', async () => {
  const elsewhere = await started.plane.signedFetch(
    `/_tollgate/v1/locate?${new URLSearchParams({ host, path: '/' }).toString()}`,
    { region: 'eu-west-1' },
  );
  expect(await elsewhere.json()).toMatchObject({ by: 'nothing', domainName: null, apiId: null });
});

test.each([
  'host=x',
  'path=/',
  'host=a%20b&path=/',
  'host=a&path=b',
  'host=a&path=/&header=x',
  'host=a&path=/&x=1',
])('%s is refused', async (query) => {
  expect((await started.plane.signedFetch(`/_tollgate/v1/locate?${query}`)).status).toBe(400);
});

test('a PRIVATE API is served behind a VPC endpoint, and a domain that is not private does not lead to it', async () => {
  const { ApiId, plane } = started;
  const patch = (path: string, value: string, op: 'add' | 'replace' = 'replace') =>
    plane.client.send(new UpdateRestApiCommand({ restApiId: ApiId, patchOperations: [{ op, path, value }] }));
  await patch('/disableExecuteApiEndpoint', 'false');
  await patch('/endpointConfiguration/types/0', 'PRIVATE');
  await patch('/endpointConfiguration/vpcEndpointIds', 'vpce-1', 'add');
  try {
    const byHost = (apiHost: string) => locate(`${apiHost}.execute-api.localhost`, '/prod/');
    const behind = expect.stringMatching(/behind a VPC endpoint/) as string;
    expect(await byHost(ApiId)).toMatchObject({ isServed: true, why: behind });
    expect(await byHost(`${ApiId}-vpce-1`)).toMatchObject({ isServed: true, apiId: ApiId, why: behind });
    expect(await byHost(`${ApiId}-vpce-2`)).toMatchObject({
      isServed: false,
      why: expect.stringMatching(/does not name vpce-2/) as string,
    });
    expect(await locate(host, '/v1/orders/7')).toMatchObject({
      isServed: false,
      why: expect.stringMatching(/the API is PRIVATE, and the domain is not/) as string,
    });
  } finally {
    await patch('/endpointConfiguration/types/0', 'REGIONAL');
  }
});
