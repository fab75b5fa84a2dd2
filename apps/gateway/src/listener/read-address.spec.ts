import type { Caller } from '../http/caller.js';
import { activateDomain } from '../domains/active-domain.js';
import type { ActiveDomains } from '../domains/active-domains.js';
import { domainDocument, domainName, mappingTo } from '../testing/custom-domains.js';
import { ClientProof } from '../mutual-tls/client-proof.js';
import { ClientTrust } from '../mutual-tls/client-trust.js';
import { createAddressReader } from './read-address.js';

const readRequest = createAddressReader('localhost');
const caller = {
  isTls: false,
  isBehindProxy: false,
  serverName: null,
  tlsVersion: null,
  vpcEndpoint: null,
} as Caller;
const read = (host: string, target: string) => readRequest({ host, target, rawHeaders: [], caller });

test.each([
  ['abc123.execute-api.us-east-1.localhost:8080', 'us-east-1'],
  ['abc123.execute-api.us-east-1.localhost', 'us-east-1'],
  ['abc123.execute-api.localhost:8080', null],
  ['ABC123.Execute-Api.LOCALHOST', null],
])('host %s names the API', (host, region) => {
  expect(read(host, '/dev/pets?x=1')).toEqual({
    apiId: 'abc123',
    region,
    stageName: 'dev',
    path: '/pets',
    query: 'x=1',
    custom: null,
    namedBy: 'host',
    vpcEndpointId: null,
  });
});

test.each([
  ['abc123-vpce-0a1b.execute-api.us-east-1.localhost', 'abc123', 'vpce-0a1b'],
  ['a-b-vpce-0a1b.execute-api.localhost', 'a-b', 'vpce-0a1b'],
  ['vpce-0a1b.execute-api.localhost', 'vpce-0a1b', null],
  ['-vpce-0a1b.execute-api.localhost', '-vpce-0a1b', null],
])('host %s names the API %s and the endpoint %s', (host, apiId, vpcEndpointId) => {
  expect(read(host, '/dev')).toMatchObject({ apiId, vpcEndpointId, namedBy: 'host' });
});

test('the path form names the API on any host', () => {
  expect(read('127.0.0.1:8080', '/_aws/execute-api/abc123/dev/pets/7')).toEqual({
    apiId: 'abc123',
    region: null,
    stageName: 'dev',
    path: '/pets/7',
    query: '',
    custom: null,
    namedBy: 'path',
    vpcEndpointId: null,
  });
});

test('an API host is never read as the path form: what is below it belongs to that API', () => {
  expect(read('abc123.execute-api.localhost', '/_aws/execute-api/other/dev')).toMatchObject({
    apiId: 'abc123',
    stageName: '_aws',
  });
});

test.each([
  ['/dev', 'dev', ''],
  ['/dev/', 'dev', '/'],
  ['//dev//pets', 'dev', '//pets'],
  ['/', '', ''],
  ['/dev?a=/b', 'dev', ''],
])('target %s is stage "%s" and path "%s"', (target, stageName, path) => {
  expect(read('abc123.execute-api.localhost', target)).toMatchObject({ stageName, path });
});

test.each([
  'abc123.execute-api.us-east-1.example.com',
  'abc123.execute-api.a.b.localhost',
  'abc123.execute-api.notlocalhost',
  'abc123.execute-api..localhost',
  '.execute-api.localhost',
  'localhost:8080',
])('host %s names no API', (host) => {
  expect(read(host, '/dev')).toBeNull();
});

describe('at a custom domain', () => {
  const own = activateDomain(domainDocument({ mappings: [mappingTo('a', 'abc123')] }), domainName);
  const reading = (change: Partial<typeof own>, by: Partial<Caller> = {}, path = '/a') => {
    const domain = { ...own, ...change };
    const domains: ActiveDomains = {
      size: 1,
      find: (name) => (name === domainName ? domain : undefined),
    };
    const request = { host: domainName, target: path, rawHeaders: [], caller: { ...caller, ...by } };
    return createAddressReader('localhost', domains)(request);
  };
  const overTls = { isTls: true, serverName: domainName, tlsVersion: 'TLSv1.2' };
  const clientTrust = new ClientTrust({ digest: 'digest', certificates: '' });
  const shownNothing = (domainId: string) => ({
    ...overTls,
    proof: new ClientProof(domainId, [], 'digest', 'No certificate was shown'),
  });

  test.each([
    ['domain.no_mapping', {}, {}, '/b'],
    ['domain.mutual_tls', { closedFor: 'domain.mutual_tls' as const }, {}, '/ping'],
    ['domain.tls_version', { minimumTlsVersion: 'TLSv1.3' as const }, overTls, '/a'],
    ['domain.misdirected', {}, { ...overTls, serverName: null }, '/a'],
    ['domain.misdirected', {}, { ...overTls, serverName: 'other.example.com' }, '/a'],
    ['domain.client_certificate', { clientTrust }, {}, '/a'],
    ['domain.client_certificate', { clientTrust }, shownNothing(own.domainId), '/ping'],
    ['domain.misdirected', { clientTrust }, shownNothing('another'), '/a'],
    ['domain.misdirected', { clientTrust }, { ...overTls, proof: null }, '/a'],
  ])('%s', (refusedWith, change, by, path) => {
    expect(reading(change, by, path)).toMatchObject({ refusedWith });
  });

  test('a trusted proxy that ends TLS connects as it likes', () => {
    const proxied = { ...overTls, serverName: null, isBehindProxy: true };
    expect(reading({ minimumTlsVersion: 'TLSv1.3' }, proxied)).toMatchObject({ apiId: 'abc123' });
    expect(reading({ closedFor: 'domain.mutual_tls' }, proxied)).toMatchObject({
      refusedWith: 'domain.mutual_tls',
    });
  });

  test('its region is the API’s', () => {
    expect(reading({})).toMatchObject({ region: 'us-east-1', custom: { calledPath: '/a', basePath: 'a' } });
  });
});
