import { createGatewaySeal, domainCertificateSealContext } from '#libs/snapshot-format';
import {
  callTls,
  domainDocument,
  domainName,
  handshake,
  mappingTo,
  publishCertificate,
  publishDomain,
  shown,
} from '../testing/custom-domains.js';
import { apiId, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair, type TestPair } from '../testing/tls-backend.js';

const otherApi = 'z9y8x7w6v5';
const closedApi = 'closed0001';
let system: TestSystem;
let pair: TestPair;
let next: TestPair;
let other: TestPair;
beforeAll(async () => {
  [pair, next, other] = await Promise.all([
    makePair(domainName),
    makePair(domainName),
    makePair('*.other.com'),
  ]);
  system = await startTestSystem();
  const told = '$context.apiId $context.stage $context.path $context.domainName $context.domainPrefix';
  const routes = {
    '/': { GET: mockMethod(told) },
    '/pets': { GET: mockMethod(told) },
    '/{proxy+}': { GET: mockMethod(told) },
  };
  await system.deploy(snapshot(routes));
  await system.deploy(snapshot(routes, { restApiId: otherApi }), { restApiId: otherApi });
  await system.deploy(snapshot(routes, { restApiId: closedApi, disableExecuteApiEndpoint: true }), {
    restApiId: closedApi,
  });
  await publishCertificate(system, 'c1', pair);
  await publishCertificate(system, 'c2', other);
  const mappings = [
    mappingTo('', apiId),
    mappingTo('other', otherApi),
    mappingTo('v1/orders', otherApi),
    mappingTo('open', otherApi, null),
    mappingTo('closed', closedApi),
    mappingTo('gone', 'gone000000'),
  ];
  await publishDomain(system, domainDocument({ certificateId: 'c1', mappings }));
  await publishDomain(
    system,
    domainDocument({
      domainId: 'dom2',
      domainName: '*.other.com',
      certificateId: 'c2',
      mappings: [mappingTo('only', otherApi)],
    }),
  );
});
afterAll(() => system?.stop());

const get = (path: string, host = domainName, headers: Record<string, string> = {}) =>
  system.call(path, { host, headers });

test.each([
  ['/', `${apiId} dev / ${domainName} api`],
  ['/pets', `${apiId} dev /pets ${domainName} api`],
  ['/other/pets', `${otherApi} dev /other/pets ${domainName} api`],
  ['/v1/orders/7', `${otherApi} dev /v1/orders/7 ${domainName} api`],
  ['/open/dev/pets', `${otherApi} dev /open/dev/pets ${domainName} api`],
  ['/v1//orders/7', `${otherApi} dev /v1//orders/7 ${domainName} api`],
  ['/V1/orders/7', `${apiId} dev /V1/orders/7 ${domainName} api`],
  ['/v1%2Forders/7', `${apiId} dev /v1%2Forders/7 ${domainName} api`],
  ['/other%2f/7', `${apiId} dev /other%2f/7 ${domainName} api`],
  ['/otherx', `${apiId} dev /otherx ${domainName} api`],
  // Its default endpoint is switched off, the domain is how it is meant to be called.
  ['/closed/pets', `${closedApi} dev /closed/pets ${domainName} api`],
  // A path like any other at a custom domain.
  [
    `/_aws/execute-api/${otherApi}/dev/pets`,
    `${apiId} dev /_aws/execute-api/${otherApi}/dev/pets ${domainName} api`,
  ],
])('a custom domain leads %s to its API, stage and path', async (path, body) => {
  const response = await get(path);
  expect([response.status, response.body]).toEqual([200, body]);
});

test.each([
  ['/gone/pets', domainName],
  ['/open', domainName],
  ['/open/nope/pets', domainName],
  ['/pets', 'a.other.com'],
  ['/Only/pets', 'a.other.com'],
  ['/only/pets', 'a.b.other.com'],
  ['/only/pets', 'other.com'],
  ['/only/pets', 'a.other.com.'],
  ['/_tollgate/ready', domainName],
  ['/closed/pets', 'a.other.com'],
])('%s at %s is forbidden, as AWS says it', async (path, host) => {
  const response = await get(path.replace('/_tollgate/ready', '/gone/_tollgate/ready'), host);
  expect([response.status, response.body]).toEqual([403, '{"message":"Forbidden"}']);
  expect(response.headers['x-amzn-errortype']).toBe('ForbiddenException');
});

test('only the Host header names a domain', async () => {
  const named = { 'X-Forwarded-Host': 'a.other.com', Forwarded: 'host=a.other.com', 'X-Host': 'a.other.com' };
  expect((await get('/only/pets', domainName, named)).body).toBe(`${apiId} dev /only/pets ${domainName} api`);
  const absolute = await get('http://a.other.com/only/pets', domainName);
  expect(absolute.body).toBe(`${otherApi} dev /only/pets a.other.com a`);
  expect((await get('/other/pets', 'API.Example.Com:8443')).status).toBe(200);
});

test.each(['/ping', '/sping', '/ping?deep=1'])('%s answers for the health of a domain', async (path) => {
  const response = await get(path);
  expect([response.status, response.body]).toEqual([200, 'healthy']);
});

test('hosts of APIs and the path form stay what they are', async () => {
  const host = `${apiId}.execute-api.localhost`;
  expect((await get('/dev/pets', host)).body).toBe(`${apiId} dev /dev/pets ${host} ${apiId}`);
  expect((await get(`/_aws/execute-api/${otherApi}/dev/pets`, 'localhost')).status).toBe(200);
  expect((await get('/ping', host)).status).toBe(403);
  for (const closed of [
    get('/dev/pets', `${closedApi}.execute-api.localhost`),
    get(`/_aws/execute-api/${closedApi}/dev/pets`, 'localhost'),
  ]) {
    expect((await closed).status).toBe(403);
  }
});

test('nobody takes a host of APIs as a domain', async () => {
  for (const taken of [`${apiId}.execute-api.localhost`, 'localhost']) {
    await publishDomain(system, domainDocument({ domainName: taken, mappings: [mappingTo('', otherApi)] }));
  }
  expect((await get('/dev/pets', `${apiId}.execute-api.localhost`)).body).toContain(`${apiId} dev`);
  expect((await get(`/_aws/execute-api/${apiId}/dev/pets`, 'localhost')).body).toContain(`${apiId} dev`);
});

test('a domain with mutual TLS whose truststore was never read serves nobody, over TLS, without, or by the path form', async () => {
  const name = 'mtls.example.com';
  await publishDomain(system, domainDocument({ domainId: 'd3', domainName: name, certificateId: 'c1' }));
  expect((await get('/pets', name)).status).toBe(200);
  await publishDomain(
    system,
    domainDocument({ domainId: 'd3', domainName: name, certificateId: 'c1', asksForClientCertificate: true }),
  );
  const paths = ['/pets', '/ping', '/', `/_aws/execute-api/${apiId}/dev/pets`];
  for (const path of paths) {
    expect((await get(path, name)).status).toBe(403);
    const over = await callTls(system.gateway.httpsPort, path, { host: name, servername: name });
    expect(over).toEqual({ status: 403, body: '{"message":"Forbidden"}' });
  }
});

test('a private domain is no host here', async () => {
  const name = 'private.example.com';
  await publishDomain(system, domainDocument({ domainId: 'd4', domainName: name, isPrivate: true }));
  expect((await get('/pets', name)).status).toBe(403);
});

test('a domain that is deleted leads nowhere', async () => {
  const name = 'gone.example.com';
  await publishDomain(system, domainDocument({ domainId: 'd5', domainName: name }));
  expect((await get('/pets', name)).status).toBe(200);
  await system.acknowledged(system.controlPlane.publish('domain', name, null));
  expect((await get('/pets', name)).status).toBe(403);
});

test('routing rules choose by header and base path', async () => {
  const name = 'rules.example.com';
  await publishDomain(
    system,
    domainDocument({
      domainId: 'd6',
      domainName: name,
      routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
      routingRules: [
        {
          routingRuleId: 'r1',
          conditions: [{ anyHeader: [{ header: 'X-Beta', valueGlob: 'y*' }] }, { anyBasePath: ['shop'] }],
          restApiId: otherApi,
          stageName: 'dev',
          stripsBasePath: true,
        },
      ],
    }),
  );
  expect((await get('/shop/pets', name, { 'x-beta': 'yes' })).body).toContain(`${otherApi} dev /shop/pets`);
  expect((await get('/shop/pets', name)).body).toContain(`${apiId} dev /shop/pets`);
});

describe('over TLS', () => {
  const port = () => system.gateway.httpsPort;

  test('each domain shows its own certificate, others the gateway’s', async () => {
    expect((await shown(port(), domainName)).commonName).toBe(domainName);
    expect((await shown(port(), 'API.EXAMPLE.COM')).commonName).toBe(domainName);
    expect((await shown(port(), 'x.other.com')).commonName).toBe('*.other.com');
    for (const name of ['a.b.other.com', `${apiId}.execute-api.localhost`, undefined]) {
      expect((await shown(port(), name)).commonName).toBe('*.execute-api.localhost');
    }
  });

  test('a client that verifies is served', async () => {
    const verified = await callTls(port(), '/other/pets', {
      servername: domainName,
      host: domainName,
      ca: pair.cert,
    });
    expect(verified).toEqual({ status: 200, body: `${otherApi} dev /other/pets ${domainName} api` });
  });

  test.each([
    ['another domain', domainName, 'a.other.com'],
    ['a host of APIs, on the connection of a domain', domainName, `${apiId}.execute-api.localhost`],
    ['a domain, on the connection of a host of APIs', `${apiId}.execute-api.localhost`, domainName],
    ['a domain, without SNI', undefined, domainName],
    ['the path form’s host', domainName, 'localhost'],
  ])('Host names %s: 421', async (_, servername, host) => {
    const response = await callTls(port(), '/only/pets', { servername, host });
    expect(response).toEqual({ status: 421, body: '{"message":"Misdirected Request"}' });
  });

  test('two names below one wildcard share their connection', async () => {
    const response = await callTls(port(), '/only/pets', { servername: 'a.other.com', host: 'b.other.com' });
    expect(response.status).toBe(200);
  });

  test('TLS 1.3 only by security policy, also where a session is taken up again', async () => {
    const name = 'modern.example.com';
    await publishDomain(
      system,
      domainDocument({ domainId: 'd7', domainName: name, certificateId: 'c1', minimumTlsVersion: 'TLSv1.3' }),
    );
    expect((await shown(port(), name)).version).toBe('TLSv1.3');
    await expect(shown(port(), name, { maxVersion: 'TLSv1.2' })).rejects.toThrow();
    expect((await shown(port(), domainName, { maxVersion: 'TLSv1.2' })).version).toBe('TLSv1.2');
    const socket = await handshake(port(), domainName, { maxVersion: 'TLSv1.2' });
    const session = socket.getSession();
    socket.destroy();
    const again = await handshake(port(), name, { maxVersion: 'TLSv1.2', session }).catch(() => null);
    if (again === null) return;
    again.write(`GET /pets HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
    let response = '';
    for await (const chunk of again) response += String(chunk);
    expect(response).toMatch(/^HTTP\/1\.1 4(03|21) /);
  });

  test('a certificate replaced is shown to the next handshake, and open connections go on', async () => {
    const open = await handshake(port(), domainName);
    const before = await shown(port(), domainName);
    await publishCertificate(system, 'c1', next);
    const after = await shown(port(), domainName);
    expect(after.fingerprint).not.toBe(before.fingerprint);
    open.write(`GET /pets HTTP/1.1\r\nHost: ${domainName}\r\nConnection: close\r\n\r\n`);
    let response = '';
    for await (const chunk of open) response += String(chunk);
    expect(response).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('a certificate that came with the domain is served from its document', async () => {
    const name = 'uploaded.example.com';
    const uploaded = await makePair(name);
    const seal = createGatewaySeal(system.controlPlane.token);
    const plain = JSON.stringify({ body: uploaded.cert, privateKey: uploaded.key, chain: null });
    const document = domainDocument({
      domainId: 'd8',
      domainName: name,
      uploadedCertificateSealed: seal.seal(plain, domainCertificateSealContext('d8')),
    });
    await publishDomain(system, document);
    expect((await shown(port(), name)).commonName).toBe(name);
  });

  test('a domain whose certificate is not here yet shows it once it is', async () => {
    const name = 'early.example.com';
    await publishDomain(system, domainDocument({ domainId: 'd9', domainName: name, certificateId: 'late' }));
    expect((await shown(port(), name)).commonName).toBe('*.execute-api.localhost');
    await publishCertificate(system, 'late', await makePair(name));
    expect((await shown(port(), name)).commonName).toBe(name);
  });
});
