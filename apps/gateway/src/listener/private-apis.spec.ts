import { request as httpsRequest } from 'node:https';
import { connect, constants } from 'node:http2';
import { waitFor } from '#libs/testing';
import { silentLogger, type LogFields } from '#libs/telemetry';
import type { SnapshotEndpoint } from '#libs/snapshot-format';
import type { Gateway } from '../gateway.js';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { resourcePolicy } from '../testing/resource-policies.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';

const vpcEndpoint = { id: 'vpce-0a1b2c3d', vpcId: 'vpc-0e' };
/** A gateway behind the endpoint, and one of the same control plane behind none. */
let system: TestSystem;
let outside: Gateway;
/** Why requests were refused, as the logs say; callers are not told. */
const codes: unknown[] = [];
const note = (_: string, fields?: LogFields) => void codes.push(fields?.['code']);
const log = { ...silentLogger, info: note, debug: note };
beforeAll(async () => {
  system = await startTestSystem({ vpcEndpoint, log });
  const { controlPlane, dataDir } = system;
  outside = await startTestGateway({
    controlPlaneUrl: controlPlane.url,
    token: controlPlane.token,
    dataDir,
    name: 'outside',
    log,
  });
});
afterAll(async () => {
  await outside.stop(1000);
  await system.stop();
});

const identity =
  '{"ip": "$context.identity.sourceIp", "vpce": "$context.identity.vpceId", "vpc": "$context.identity.vpcId"}';

async function deploy(endpoint: SnapshotEndpoint | undefined, policy: string | null = resourcePolicy({})) {
  await system.deploy(
    snapshot(
      { '/': { GET: mockMethod(identity) } },
      { ...(endpoint && { endpoint }), ...(policy !== null && { resourcePolicy: policy }) },
    ),
  );
  const { appliedSeq } = system.gateway.state();
  await waitFor(() => outside.state().appliedSeq >= appliedSeq, { describe: 'both gateways have it' });
}
const isPrivate: SnapshotEndpoint = { type: 'PRIVATE', vpcEndpointIds: [vpcEndpoint.id, 'vpce-other'] };

/** The ways to call: path, host, headers. */
const ways = {
  host: ['/dev/', `${apiId}.execute-api.localhost`, {}],
  'host with a region': ['/dev/', `${apiId}.execute-api.us-east-1.localhost`, {}],
  'host with another region': ['/dev/', `${apiId}.execute-api.eu-west-1.localhost`, {}],
  'host with the endpoint': ['/dev/', `${apiId}-vpce-0a1b2c3d.execute-api.us-east-1.localhost`, {}],
  'host with the endpoint, in capitals': ['/dev/', `${apiId}-VPCE-0A1B2C3D.execute-api.localhost:80`, {}],
  'host with an endpoint of the API that is another': [
    '/dev/',
    `${apiId}-vpce-other.execute-api.localhost`,
    {},
  ],
  'host with an unknown endpoint': ['/dev/', `${apiId}-vpce-0.execute-api.localhost`, {}],
  header: ['/dev/', 'vpce-0a1b2c3d-x.execute-api.us-east-1.vpce.localhost', { 'x-apigw-api-id': apiId }],
  'header at an address': ['/dev/', '127.0.0.1', { 'X-Apigw-Api-Id': apiId }],
  'header with two values': ['/dev/', '127.0.0.1', { 'x-apigw-api-id': [apiId, 'other'] }],
  'header beside the host of another API': [
    '/dev/',
    'other.execute-api.localhost',
    { 'x-apigw-api-id': apiId },
  ],
  'header of another API beside the host': [
    '/dev/',
    `${apiId}.execute-api.localhost`,
    { 'x-apigw-api-id': 'other' },
  ],
  path: [`/_aws/execute-api/${apiId}/dev/`, '127.0.0.1', {}],
  'X-Forwarded-Host': ['/dev/', '127.0.0.1', { 'X-Forwarded-Host': `${apiId}.execute-api.localhost` }],
} as const satisfies Record<string, readonly [string, string, Record<string, string | string[]>]>;
type Way = keyof typeof ways;

const callBy = (gateway: Gateway, way: Way) => {
  const [path, host, headers] = ways[way];
  return call(gateway.httpPort, path, { host, headers: headers });
};
const served = async (gateway: Gateway): Promise<Way[]> => {
  const names = Object.keys(ways) as Way[];
  const statuses = await Promise.all(names.map(async (way) => (await callBy(gateway, way)).status));
  return names.filter((_, index) => statuses[index] === 200);
};

test('a PRIVATE API is served behind the endpoint, by each way that leads to it there', async () => {
  await deploy(isPrivate);
  expect(await served(system.gateway)).toEqual([
    'host',
    'host with a region',
    'host with the endpoint',
    'host with the endpoint, in capitals',
    'header',
    'header at an address',
    'header of another API beside the host',
    'path',
  ]);
});

test('elsewhere it is not to be told from an API that is not there, by whatever way', async () => {
  await deploy(isPrivate);
  expect(await served(outside)).toEqual([]);
  const unknown = await call(outside.httpPort, '/dev/', { host: 'nothing.execute-api.localhost' });
  const idless = ({
    headers: { 'x-amzn-requestid': _, 'x-amz-apigw-id': __, date: ___, ...rest },
  }: typeof unknown) => rest;
  for (const way of ['host', 'path', 'host with the endpoint'] as const) {
    const refused = await callBy(outside, way);
    expect([refused.status, refused.body]).toEqual([403, '{"message":"Forbidden"}']);
    expect([unknown.status, unknown.body, idless(unknown)]).toEqual([
      refused.status,
      refused.body,
      idless(refused),
    ]);
  }
});

test('the endpoint leads to PRIVATE APIs alone', async () => {
  for (const endpoint of [undefined, { type: 'EDGE' }] as const) {
    await deploy(endpoint, null);
    expect(await served(system.gateway)).toEqual([]);
    expect(await served(outside)).toEqual([
      'host',
      'host with a region',
      'header of another API beside the host',
      'path',
    ]);
  }
});

test('host names with an endpoint are for endpoints that the API names', async () => {
  await deploy({ type: 'PRIVATE' });
  expect((await callBy(system.gateway, 'host')).status).toBe(200);
  expect((await callBy(system.gateway, 'host with the endpoint')).status).toBe(403);
});

test.each<[string, SnapshotEndpoint, 'system' | 'outside', Way]>([
  ['endpoint.private', isPrivate, 'outside', 'host'],
  ['endpoint.not_private', { type: 'EDGE' }, 'system', 'host'],
  ['endpoint.vpc_endpoint', isPrivate, 'system', 'host with an unknown endpoint'],
  ['endpoint.strict', { type: 'REGIONAL', isStrict: true }, 'outside', 'host'],
])('%s is what the log says of it', async (code, endpoint, where, way) => {
  await deploy(endpoint);
  codes.length = 0;
  await callBy(where === 'system' ? system.gateway : outside, way);
  expect(codes).toContain(code);
});

test('the endpoint is told to templates, and the address is the caller’s own', async () => {
  await deploy(isPrivate);
  expect((await callBy(system.gateway, 'host')).json()).toEqual({
    ip: '127.0.0.1',
    vpce: vpcEndpoint.id,
    vpc: vpcEndpoint.vpcId,
  });
});

test.each<[string, object, number]>([
  ['its endpoint', { StringEquals: { 'aws:SourceVpce': vpcEndpoint.id } }, 200],
  ['its VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-0e' } }, 200],
  ['its address behind the endpoint', { IpAddress: { 'aws:VpcSourceIp': '127.0.0.0/8' } }, 200],
  ['another endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-other' } }, 403],
  ['another VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, 403],
  ['an address of the internet', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, 403],
  ['no address of the internet', { Null: { 'aws:SourceIp': 'true' } }, 200],
])('the resource policy decides by where the caller is: %s', async (_, condition, status) => {
  await deploy(isPrivate, resourcePolicy({ Condition: condition }));
  expect((await callBy(system.gateway, 'host')).status).toBe(status);
});

test('a header of the caller names no endpoint', async () => {
  await deploy(
    isPrivate,
    resourcePolicy({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-other' } } }),
  );
  const headers = { 'x-amz-vpce-id': 'vpce-other', 'X-Forwarded-For': '10.0.0.1' };
  expect((await system.call('/dev/', { headers })).status).toBe(403);
});

test('one without a policy is not taken over: what served before goes on', async () => {
  await deploy(isPrivate, resourcePolicy({ Effect: 'Deny' }));
  const digest = system.controlPlane.publishSnapshot(
    snapshot({ '/': { GET: mockMethod('open') } }, { endpoint: isPrivate }),
  );
  system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest));
  await waitFor(
    () => JSON.stringify(system.gateway.state()).includes('a PRIVATE API has no resource policy'),
    {
      describe: `snapshot ${digest} is refused`,
    },
  );
  expect((await callBy(system.gateway, 'host')).status).toBe(403);
});

describe('an API that is STRICT', () => {
  const host = `${apiId}.execute-api.localhost`;
  const overTls = (headers: { host: string }, servername: string, path = '/dev/') =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { port: outside.httpsPort, path, headers, servername, rejectUnauthorized: false };
      httpsRequest({ ...options, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  const overHttp2 = (authority: string, servername: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const session = connect(`https://localhost:${outside.httpsPort}`, {
        servername,
        rejectUnauthorized: false,
      });
      session.on('error', reject);
      const stream = session.request({ ':authority': authority, ':path': '/dev/' });
      stream.on('response', (headers) => {
        resolve(Number(headers[constants.HTTP2_HEADER_STATUS]));
        session.close();
      });
      stream.on('error', reject).resume();
    });

  test('is served to who asked TLS for its host, and to nobody else', async () => {
    await deploy({ type: 'REGIONAL', isStrict: true }, null);
    expect(await overTls({ host }, host)).toBe(200);
    expect(await overTls({ host: `${host.toUpperCase()}:8443` }, host)).toBe(200);
    expect(await overHttp2(host, host)).toBe(200);

    expect(await overTls({ host }, 'other.execute-api.localhost')).toBe(403);
    expect(await overTls({ host }, '')).toBe(403);
    expect(await overHttp2(host, 'other.execute-api.localhost')).toBe(403);
    expect(await overTls({ host: 'localhost' }, 'localhost', `/_aws/execute-api/${apiId}/dev/`)).toBe(403);
    expect(await served(outside)).toEqual([]);
  });
});
