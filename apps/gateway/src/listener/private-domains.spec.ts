import { waitFor } from '#libs/testing';
import { silentLogger, type LogFields } from '#libs/telemetry';
import type { DomainDocument } from '#libs/snapshot-format';
import type { Gateway } from '../gateway.js';
import {
  callTls,
  domainDocument,
  mappingTo,
  publishCertificate,
  publishDomain,
  shown,
} from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { resourcePolicy } from '../testing/resource-policies.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

const vpcEndpoint = { id: 'vpce-0a1b2c3d', vpcId: null };
const name = 'pets.internal.example';
const publicApi = 'public0001';
let system: TestSystem;
let outside: Gateway;
/** Why requests were refused, as the log says; callers are not told. */
const codes: unknown[] = [];
beforeAll(async () => {
  const note = (_: string, fields?: LogFields) => void codes.push(fields?.['code']);
  system = await startTestSystem({ vpcEndpoint, log: { ...silentLogger, info: note, debug: note } });
  const { controlPlane, dataDir } = system;
  outside = await startTestGateway({
    ...{ controlPlaneUrl: controlPlane.url, token: controlPlane.token, dataDir },
    name: 'outside',
  });
  const routes = { '/': { GET: mockMethod('private') }, '/pets': { GET: mockMethod('pets') } };
  await system.deploy(
    snapshot(routes, { endpoint: { type: 'PRIVATE' }, resourcePolicy: resourcePolicy({}) }),
  );
  await system.deploy(snapshot(routes, { restApiId: publicApi }), { restApiId: publicApi });
  await publishCertificate(system, 'c1', await makePair(name));
});
afterAll(async () => {
  await outside.stop(1000);
  await system.stop();
});

interface Condition {
  readonly Condition?: object;
}
const arn = 'arn:aws:execute-api:us-east-1:000000000000:/domainnames/pets.internal.example+d1';
const policyOf = (...statements: (Condition & { readonly Effect?: string; readonly Resource?: string })[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      ...{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: arn },
      ...statement,
    })),
  });

const isPrivate: Partial<DomainDocument> = {
  ...{ domainId: 'd1', domainName: name, certificateId: 'c1', isPrivate: true },
  vpcEndpointIds: ['vpce-other', vpcEndpoint.id],
  policy: policyOf({}),
};

async function publish(change: Partial<DomainDocument> = {}): Promise<void> {
  await publishDomain(system, domainDocument({ ...isPrivate, ...change }));
  const { appliedSeq } = system.gateway.state();
  await waitFor(() => outside.state().appliedSeq >= appliedSeq, { describe: 'both gateways have it' });
}

const get = async (path = '/pets', host = name, gateway = system.gateway) => {
  const { status, body } = await call(gateway.httpPort, path, { host });
  return `${status} ${body}`;
};
const forbidden = '403 {"message":"Forbidden"}';

test('a private domain is served through the endpoint that it has an association with, and nowhere else', async () => {
  await publish();
  expect(await get()).toBe('200 pets');
  const overTls = await callTls(system.gateway.httpsPort, '/pets', { servername: name, host: name });
  expect(overTls).toEqual({ status: 200, body: 'pets' });
  expect((await shown(system.gateway.httpsPort, name)).commonName).toBe(name);

  expect(await get('/pets', name, outside)).toBe(forbidden);
  expect(await get('/ping', name, outside)).toBe(forbidden);
  expect((await shown(outside.httpsPort, name)).commonName).toBe('*.execute-api.localhost');
});

test('an association that comes or goes is followed at once', async () => {
  await publish({ vpcEndpointIds: ['vpce-other'] });
  expect(await get()).toBe(forbidden);
  expect((await shown(system.gateway.httpsPort, name)).commonName).toBe('*.execute-api.localhost');
  await publish();
  expect(await get()).toBe('200 pets');
  await publish({ vpcEndpointIds: undefined });
  expect(await get()).toBe(forbidden);
});

test.each<[string, string | undefined, string]>([
  ['everybody', policyOf({}), '200 pets'],
  [
    'its endpoint',
    policyOf({ Condition: { StringEquals: { 'aws:SourceVpce': vpcEndpoint.id } } }),
    '200 pets',
  ],
  [
    'all but another endpoint',
    policyOf({}, { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-other' } } }),
    forbidden,
  ],
  [
    'another endpoint',
    policyOf({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-other' } } }),
    forbidden,
  ],
  ['another domain', policyOf({ Resource: arn.replace('+d1', '+d2') }), forbidden],
  ['its address', policyOf({ Condition: { IpAddress: { 'aws:VpcSourceIp': '127.0.0.1' } } }), '200 pets'],
  ['nobody, as there is none', undefined, forbidden],
  ['nobody, as it cannot be read', '{"Statement":', forbidden],
])('its policy lets in %s', async (_, policy, response) => {
  await publish({ policy });
  expect(await get()).toBe(response);
  expect(await get('/ping')).toBe(response === forbidden ? forbidden : '200 healthy');
});

test.each<[string, Partial<DomainDocument>]>([
  ['domain.policy', { policy: policyOf({ Effect: 'Deny' }) }],
  ['domain.strict', { isStrict: true }],
])('%s is what the log says of it', async (code, change) => {
  await publish(change);
  codes.length = 0;
  expect(await get()).toBe(forbidden);
  expect(codes).toContain(code);
});

test('the policy of the API is asked as well', async () => {
  await publish({ mappings: [mappingTo('', 'closed0001')] });
  await system.deploy(
    snapshot(
      { '/pets': { GET: mockMethod('pets') } },
      {
        restApiId: 'closed0001',
        endpoint: { type: 'PRIVATE' },
        resourcePolicy: resourcePolicy({
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-other' } },
        }),
      },
    ),
    { restApiId: 'closed0001' },
  );
  expect(await get()).toMatch(/^403 .*is not authorized to perform: execute-api:Invoke/);
});

test('it leads to no API that is not PRIVATE', async () => {
  await publish({ mappings: [mappingTo('', publicApi)] });
  expect(await get()).toBe(forbidden);
});

test('a domain that is not private is not served behind an endpoint', async () => {
  const open = 'open.example.com';
  await publishDomain(system, domainDocument({ domainId: 'd9', domainName: open, certificateId: 'c1' }));
  expect(await get('/pets', open)).toBe(forbidden);
});

test('of two private domains of one name the endpoint leads to the one that it is associated with', async () => {
  await publish();
  await publish({ domainId: 'd2', policy: undefined, vpcEndpointIds: ['vpce-other'] });
  expect(await get()).toBe('200 pets');
  await system.acknowledged(system.controlPlane.publish('domain', `${name}+d2`, null));
  expect(await get()).toBe('200 pets');
  await system.acknowledged(system.controlPlane.publish('domain', `${name}+d1`, null));
  expect(await get()).toBe(forbidden);
});

test('a STRICT domain is served to who asked TLS for its host alone', async () => {
  const strict = 'strict.example.com';
  await publishDomain(
    system,
    domainDocument({
      ...{ domainId: 'd3', domainName: '*.example.com', certificateId: 'c1', isStrict: true },
      requires: ['strict-endpoints'],
      mappings: [mappingTo('', publicApi)],
    }),
  );
  const { appliedSeq } = system.gateway.state();
  await waitFor(() => outside.state().appliedSeq >= appliedSeq, { describe: 'both gateways have it' });
  const over = (servername: string, host: string) =>
    callTls(outside.httpsPort, '/pets', { servername, host });
  expect((await over(strict, strict)).status).toBe(200);
  expect((await over('another.example.com', strict)).status).toBe(403);
  expect(await get('/pets', strict, outside)).toBe(forbidden);
  expect(await get('/ping', strict, outside)).toBe(forbidden);
});
