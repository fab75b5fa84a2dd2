import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { makeTestCertificate } from '#libs/testing';
import { domainDocument, mappingTo, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { apiId, mockMethod, snapshot } from '../testing/documents.js';
import { resourcePolicy } from '../testing/resource-policies.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

/** The domain that its callers may use, and one of mutual TLS whose API nothing else leads to. */
const own = 'own.example.com';
const guarded = 'guarded.example.com';
const shopApi = 'shop000001';
const closedApi = 'closed0001';
const privateApi = 'private001';
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  const routes = {
    '/': { ANY: mockMethod('$context.apiId') },
    '/{proxy+}': { ANY: mockMethod('$context.apiId') },
  };
  for (const [restApiId, change] of [
    [apiId, {}],
    [shopApi, {}],
    [closedApi, { disableExecuteApiEndpoint: true }],
    [privateApi, { endpoint: { type: 'PRIVATE' }, resourcePolicy: resourcePolicy({ Resource: '*' }) }],
  ] as const) {
    await system.deploy(snapshot(routes, { restApiId, ...change }), { restApiId });
  }
  await publishCertificate(system, 'c1', await makePair('*.example.com'));
  const authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  const truststore = { certificates: authority.certificate, digest: 'd' };
  const common = { certificateId: 'c1' };
  await publishDomain(
    system,
    domainDocument({
      ...{ ...common, domainId: 'own', domainName: own },
      mappings: [mappingTo('', apiId), mappingTo('shop', shopApi), mappingTo('private', privateApi)],
    }),
  );
  await publishDomain(
    system,
    domainDocument({
      ...{ ...common, domainId: 'guarded', domainName: guarded, asksForClientCertificate: true, truststore },
      mappings: [mappingTo('', closedApi)],
    }),
  );
});
afterAll(() => system.stop());

interface Attempt {
  readonly host?: string;
  /** What TLS is begun for; the own domain where nothing is said. */
  readonly sni?: string;
  /** As it goes on the wire. */
  readonly target?: string;
  /** Lines of the head, or fields of the stream. */
  readonly headers?: readonly (readonly [string, string])[];
}

/** The API that was reached, or else the status. */
type Outcome = string | number;

async function overHttp1(attempt: Attempt, port: number, isTls: boolean): Promise<Outcome> {
  const { host = own, sni = own, target = '/', headers = [] } = attempt;
  const socket = isTls
    ? connectTls({ port, host: '127.0.0.1', servername: sni, rejectUnauthorized: false })
    : connectTcp(port, '127.0.0.1');
  const lines = [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...headers.map((header) => header.join(': '))];
  socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  let response = '';
  for await (const chunk of socket) response += String(chunk);
  const status = Number(response.split(' ')[1]);
  return status === 200 ? response.split('\r\n\r\n')[1]! : status;
}

const plain = (attempt: Attempt) => overHttp1(attempt, system.gateway.httpPort, false);
const overTls = (attempt: Attempt) => overHttp1(attempt, system.gateway.httpsPort, true);

function overHttp2({ host = own, sni = own, target = '/', headers = [] }: Attempt): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`https://127.0.0.1:${system.gateway.httpsPort}`, {
      ...{ servername: sni, rejectUnauthorized: false },
    });
    session.on('error', reject);
    const fields = { ':authority': host, ':path': target, ...Object.fromEntries(headers) };
    const stream = session.request(fields);
    let status = 0;
    let body = '';
    stream.on('response', (head) => (status = Number(head[':status'])));
    stream.setEncoding('utf8').on('data', (text: string) => (body += text));
    stream.on('error', () => (status ||= 400));
    stream.on('close', () => {
      session.close();
      resolve(status === 200 ? body : status);
    });
  });
}

const named = (name: string, value = guarded): Attempt => ({ headers: [[name, value]] });

/** Over plain HTTP/1.1, HTTP/1.1 over TLS, HTTP/2. */
type Row = [string, Attempt, Outcome, Outcome, Outcome];

test.each<Row>([
  ['its host', { host: guarded }, 403, 421, 421],
  ['its host in capitals, with a port', { host: 'GUARDED.Example.Com:443' }, 403, 421, 421],
  ['its host with a dot behind', { host: `${guarded}.` }, 403, 421, 421],
  ['its host on a connection for the host of an API', { host: guarded, sni: 'localhost' }, 403, 421, 421],
  ['its host on its own connection, without a certificate', { host: guarded, sni: guarded }, 403, 403, 403],
  ['the own host on its connection', { sni: guarded }, apiId, 421, 421],
  ['two hosts in one', { host: `${own}, ${guarded}` }, 400, 400, 400],
  ['two hosts with a blank between', { host: `${own} ${guarded}` }, 400, 400, 400],
  ['a second Host header', named('host'), 400, 400, 400],
  ['a user in front of the host', { host: `${own}@${guarded}` }, 400, 400, 400],
  ['an absolute URI', { target: `http://${guarded}/` }, 403, 421, 400],
  [
    'an absolute URI of the own host, at its host',
    { target: `http://${own}/`, host: guarded },
    apiId,
    apiId,
    400,
  ],
  ['an absolute URI with a user', { target: `http://${own}@${guarded}/` }, 400, 400, 400],
  ['an absolute URI without a scheme', { target: `//${guarded}/` }, apiId, apiId, apiId],
  ['X-Forwarded-Host', named('x-forwarded-host'), apiId, apiId, apiId],
  ['Forwarded', named('forwarded', `host=${guarded}`), apiId, apiId, apiId],
  ['X-Host', named('x-host'), apiId, apiId, apiId],
  ['X-Original-Host', named('x-original-host'), apiId, apiId, apiId],
  ['X-Forwarded-Server', named('x-forwarded-server'), apiId, apiId, apiId],
  ['X-Original-URL', named('x-original-url', `https://${guarded}/`), apiId, apiId, apiId],
  ['X-Rewrite-URL', named('x-rewrite-url', '/private/'), apiId, apiId, apiId],
  ['x-apigw-api-id', named('x-apigw-api-id', closedApi), apiId, apiId, apiId],
  ['x-apigw-api-id of a PRIVATE API', named('x-apigw-api-id', privateApi), apiId, apiId, apiId],
])('a guarded domain is not reached by %s', async (_, attempt, ...expected) => {
  expect([await plain(attempt), await overTls(attempt), await overHttp2(attempt)]).toEqual(expected);
});

const atLocalhost = (target: string, more: Attempt = {}): Attempt => ({
  ...{ host: 'localhost', sni: 'localhost', target },
  ...more,
});

describe.each([
  ['whose default endpoint is disabled', closedApi],
  ['that is PRIVATE', privateApi],
])('an API %s', (_, closed) => {
  test.each<[string, Attempt, Outcome]>([
    ['its host', atLocalhost('/dev/', { host: `${closed}.execute-api.localhost` }), 403],
    [
      'its host in capitals',
      atLocalhost('/dev/', { host: `${closed.toUpperCase()}.EXECUTE-API.localhost` }),
      403,
    ],
    [
      'its host with an endpoint',
      atLocalhost('/dev/', { host: `${closed}-vpce-1.execute-api.localhost` }),
      403,
    ],
    ['the path form', atLocalhost(`/_aws/execute-api/${closed}/dev/`), 403],
    ['the path form with slashes behind', atLocalhost(`/_aws/execute-api/${closed}//dev//`), 403],
    ['the path form with slashes before', atLocalhost(`/_aws/execute-api//${closed}/dev/`), 403],
    ['the path form with slashes in front', atLocalhost(`//_aws/execute-api/${closed}/dev/`), 403],
    ['the path form in capitals', atLocalhost(`/_AWS/execute-api/${closed}/dev/`), 403],
    ['the path form in escapes', atLocalhost(`/_aws/execute-api/${closed.replace('1', '%31')}/dev/`), 403],
    ['the path form with an escaped slash', atLocalhost(`/_aws/execute-api%2F${closed}/dev/`), 403],
    [
      'the path form with its id in capitals',
      atLocalhost(`/_aws/execute-api/${closed.toUpperCase()}/dev/`),
      403,
    ],
    [
      'the path form of an open API, and a dot segment',
      atLocalhost(`/_aws/execute-api/${apiId}/../${closed}/dev/`),
      400,
    ],
    [
      'the path form of an open API, and an escaped dot segment',
      atLocalhost(`/_aws/execute-api/${apiId}/%2e%2e/${closed}/dev/`),
      400,
    ],
    [
      'the path form of an open API, and its id in the query',
      atLocalhost(`/_aws/execute-api/${apiId}/dev/?api=${closed}`),
      apiId,
    ],
    [
      'the path form of an open API, and x-apigw-api-id',
      atLocalhost(`/_aws/execute-api/${apiId}/dev/`, { headers: [['x-apigw-api-id', closed]] }),
      apiId,
    ],
    ['x-apigw-api-id', atLocalhost('/dev/', { headers: [['x-apigw-api-id', closed]] }), 403],
    ['the path form at a custom domain', { target: `/_aws/execute-api/${closed}/dev/` }, apiId],
  ])('is not reached by %s', async (__, attempt, expected) => {
    expect([await plain(attempt), await overTls(attempt), await overHttp2(attempt)]).toEqual([
      ...[expected, expected, expected],
    ]);
  });
});

test.each<[string, Outcome]>([
  ['/shop', shopApi],
  ['/shop/', shopApi],
  ['/shop//x', shopApi],
  ['//shop/x', shopApi],
  ['/%73hop/x', shopApi],
  ['/shop?x=/private', shopApi],
  ['/Shop/x', apiId],
  ['/SHOP', apiId],
  ['/shopx', apiId],
  ['/shop;x', apiId],
  ['/shop%2Fx', apiId],
  ['/shop%252Fx', apiId],
  ['/%2Fshop/x', apiId],
  ['/x/shop', apiId],
  ['/shop%00', apiId],
  // To the API of the longest mapping, which no gateway without an endpoint serves.
  ['/private', 403],
  ['//private', 403],
  ['/%70rivate/x', 403],
  ['/private/%2e', 400],
  ['/shop/../private', 400],
  ['/shop/%2e%2E/private', 400],
  ['/./private', 400],
  ['/shop\\..\\private', 400],
])('the mapping of %s, however it is written', async (target, expected) => {
  const outcomes = [await plain({ target }), await overTls({ target }), await overHttp2({ target })];
  expect(outcomes).toEqual([expected, expected, expected]);
});
