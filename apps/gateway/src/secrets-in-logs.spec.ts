import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  clientCertificateSealContext,
  createGatewaySeal,
  type UsagePlanDocument,
} from '#libs/snapshot-format';
import { createLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { awsOf } from './testing/aws-of.js';
import { startBackend, type TestBackend } from './testing/backend.js';
import { apiId } from './testing/documents.js';
import { eventMessage } from './testing/event-stream.js';
import { startFakeRedis, type FakeRedis } from './testing/fake-redis.js';
import { policy } from './testing/guarded-api.js';
import { jwk, make, rsa, seconds } from './testing/signed-tokens.js';
import { talkativeApi, talkativePoolId } from './testing/talkative-api.js';
import { startTestSystem, type CallOptions, type TestSystem } from './testing/test-gateway.js';
import { makePair, startTlsBackend, type TlsBackend } from './testing/tls-backend.js';

// What callers, authors, backends and functions say stays out of the gateway's log, whatever goes wrong: all
// of it has this mark, and the log is at its most talkative.
const mark = 'SECRET';
const keyValue = `${mark}-key-value-0123456789`;
const keyDigest = createHash('sha256').update(keyValue).digest('hex');
const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' } as const;
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: `${mark}-of-the-gateway` };

/** What Redis says of a command that it does not know. */
const repeats = `-ERR unknown command, with args beginning with: '${mark}'\r\n`;
const lines: string[] = [];
const log = createLogger({ name: 'spec', level: 'debug', stream: { write: (line) => lines.push(line) } });

/** What the backend does with a request; bytes are all that it says on the connection. */
type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;
let behave: Behaviour;
let backend: TestBackend;
let tls: TlsBackend;
let redis: FakeRedis;
let system: TestSystem;

beforeAll(async () => {
  backend = await startBackend((request, response) => behave(response, request));
  tls = await startTlsBackend(await makePair('elsewhere.example'));
  redis = await startFakeRedis(repeats);
  system = await startTestSystem({
    log,
    redisUrl: `redis://:${mark}-of-redis@127.0.0.1:${redis.port}`,
    aws: awsOf({
      endpointUrls: { LAMBDA: backend.origin, COGNITO_IDP: backend.origin },
      credentials: () => credentials,
    }),
  });
  system.controlPlane.publish('api-key', keyDigest, {
    ...owner,
    keyId: 'key0000001',
    enabled: true,
    usagePlanIds: ['plan01'],
  });
  const plan: UsagePlanDocument = {
    ...owner,
    usagePlanId: 'plan01',
    throttle: { ratePerSecond: 1000, burst: 1000 },
    quota: null,
    apiStages: { [`${apiId}/dev`]: { methodThrottles: {} } },
  };
  system.controlPlane.publish('usage-plan', 'plan01', plan);
  await system.deploy(talkativeApi(backend.origin, tls.port), {
    variables: { secret: `${mark}-of-the-stage!` },
    defaultThrottle: { ratePerSecond: 1000, burst: 1000 },
  });
});
beforeEach(() => {
  lines.length = 0;
  behave = (response) => response.writeHead(200).end('{}');
});
afterAll(async () => {
  await system.stop();
  await Promise.all([backend.close(), tls.close(), redis.close()]);
});

/** A call with the mark in all of its parts. */
const marked = (path: string, { headers, ...more }: CallOptions = {}) =>
  system.call(`${path}?q=${mark}-in-query`, {
    method: 'POST',
    body: `{"a":"${mark}-in-body"}`,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${mark}.in.token`,
      cookie: `session=${mark}-in-cookie`,
      'x-api-key': keyValue,
      'x-anything': `${mark}-in-header`,
      ...headers,
    },
    ...more,
  });

function expectNoSecret(): void {
  expect(lines.filter((line) => line.includes(mark))).toEqual([]);
}

const headers = (change: Readonly<Record<string, string>>): CallOptions => ({ headers: change });

test.each<[string, string, CallOptions, number]>([
  ['a path that leads nowhere', `/dev/nowhere/${mark}-in-path`, {}, 403],
  ['an unknown key', '/dev/keyed', headers({ 'x-api-key': `${mark}-unknown-key-012345` }), 403],
  ['a body that is no JSON', '/dev/checked', { body: `{${mark}` }, 400],
  ['a member that is not allowed', '/dev/checked', { body: `{"${mark}":1}` }, 400],
  ['a value that is none of an enum', '/dev/checked', { body: `{"kind":"${mark}"}` }, 400],
  ['a value that does not match', '/dev/checked', { body: `{"name":"${mark}"}` }, 400],
  ['a content coding', '/dev/mapped', headers({ 'content-encoding': `${mark}` }), 415],
  ['a body that is not in its coding', '/dev/mapped', headers({ 'content-encoding': 'gzip' }), 415],
  ['a content type without a template', '/dev/never', headers({ 'content-type': `${mark}/${mark}` }), 415],
  ['the same of MOCK', '/dev/never-mock', headers({ 'content-type': `${mark}/${mark}` }), 415],
  ['a status that is none', '/dev/status', { body: mark }, 500],
  ['a template without an end', '/dev/endless', {}, 500],
  ['a body that is not Base64', '/dev/base64', { body: `{${mark}` }, 500],
  ['a stage variable that is no host', '/dev/uri', {}, 500],
  ['a backend that is not there', `/dev/nobody/${mark}-in-path`, {}, 500],
  ['a certificate of somebody else', '/dev/tls', {}, 500],
])('the log of a request that is refused does not tell it: %s', async (_, path, options, status) => {
  expect(await marked(path, options)).toMatchObject({ status });
  expect(lines.join('')).toContain('a request was refused');
  expectNoSecret();
});

const bytes =
  (text: string): Behaviour =>
  (response) =>
    response.socket!.end(text);
const result =
  (body: string | Buffer, more: Readonly<Record<string, string>> = {}, status = 200): Behaviour =>
  (response) =>
    response.writeHead(status, more).end(body);
const failed = { 'X-Amz-Function-Error': `${mark}-Unhandled` };

test.each<[string, string, Behaviour]>([
  ['resets', '/dev/proxy', (response) => response.socket!.resetAndDestroy()],
  ['says nothing', '/dev/proxy', () => undefined],
  ['is no HTTP', '/dev/proxy', bytes(`${mark}: this is no HTTP\r\n\r\n`)],
  ['has a bad status', '/dev/proxy', bytes(`HTTP/1.1 ${mark} OK\r\n\r\n`)],
  ['has bad headers', '/dev/proxy', bytes(`HTTP/1.1 200 OK\r\n${mark}\x01: ${mark}\r\n\r\n`)],
  ['has a bad header value', '/dev/proxy', bytes(`HTTP/1.1 200 OK\r\nx: ${mark}\x00\r\n\r\n`)],
  [
    'has two lengths',
    '/dev/proxy',
    bytes(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: ${mark}\r\n\r\nx`),
  ],
  [
    'has a bad chunk',
    '/dev/proxy',
    bytes(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${mark}\r\n`),
  ],
  ['breaks off', '/dev/proxy', bytes(`HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n${mark}`)],
  ['switches protocols', '/dev/proxy', bytes(`HTTP/1.1 101 ${mark}\r\nupgrade: ${mark}\r\n\r\n`)],
  ['fails to a mapping', '/dev/mapped', result(`{"a":"${mark}"}`, {}, 500)],
  [
    'breaks off under a mapping',
    '/dev/mapped',
    bytes(`HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n${mark}`),
  ],
])('the log of a backend that fails does not tell what it said: %s', async (_, path, behaviour) => {
  behave = behaviour;
  const proxied = path === '/dev/proxy' ? `${path}/${mark}-in-path` : path;
  const response = await marked(proxied).catch(() => null);
  // A response that has begun is cut; nothing is refused then.
  if (response) {
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(lines.join('')).toContain('a request was refused');
  }
  expectNoSecret();
});

const stream = { 'content-type': 'application/vnd.amazon.eventstream' };
const complete = (payload: string) => eventMessage('InvokeComplete', payload);

test.each<[string, string, Behaviour]>([
  ['no JSON', '/dev/function-proxy', result(`${mark}{`)],
  ['a member of its own', '/dev/function-proxy', result(`{"${mark}":1}`)],
  ['a status that is none', '/dev/function-proxy', result(`{"statusCode":"${mark}"}`)],
  ['a header that is no text', '/dev/function-proxy', result(`{"headers":{"${mark}":{}}}`)],
  ['a header that is no list', '/dev/function-proxy', result(`{"multiValueHeaders":{"${mark}":"${mark}"}}`)],
  ['an error', '/dev/function-proxy', result(`{"errorMessage":"${mark}"}`, failed)],
  ['an error of a function without a mapping', '/dev/function', result(`{"errorMessage":"${mark}"}`, failed)],
  ['an error that is no JSON', '/dev/function', result(`${mark}`, failed)],
  ['a refusal', '/dev/function', result(`{"message":"${mark}"}`, { 'x-amzn-errortype': mark }, 403)],
  ['bytes that are no stream', '/dev/function-stream', result(`${mark} is no event stream`, stream)],
  ['a stream with an end that is no JSON', '/dev/function-stream', result(complete(`${mark}{`), stream)],
  [
    'a stream that ends with an error',
    '/dev/function-stream',
    result(complete(`{"ErrorCode":"${mark}-1"}`), stream),
  ],
  [
    'a stream that ends with an exception',
    '/dev/function-stream',
    result(eventMessage(`${mark}-1`, mark, 'exception'), stream),
  ],
  [
    'a stream with metadata that are none',
    '/dev/function-stream',
    result(eventMessage('PayloadChunk', `{${mark}\0\0\0\0\0\0\0\0`), stream),
  ],
])('the log of a function that answers junk does not tell it: %s', async (what, path, behaviour) => {
  behave = behaviour;
  const response = await marked(path);
  if (path !== '/dev/function' || what === 'a refusal') {
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(lines.join('')).toContain('a request was refused');
  }
  expectNoSecret();
});

const says = (effect: string, resource: string, more: object = {}) =>
  result(JSON.stringify({ ...policy(effect, resource), principalId: mark, context: { a: mark }, ...more }));

test.each<[string, Behaviour, number]>([
  ['does not know the caller', result('{"errorMessage":"Unauthorized"}', failed), 401],
  ['raises an error', result(`{"errorMessage":"${mark}"}`, failed), 500],
  ['answers no JSON', result(`${mark}{`), 500],
  ['answers no policy', result(JSON.stringify({ principalId: mark, policyDocument: { [mark]: mark } })), 500],
  ['names a key that is no text', says('Allow', '*', { usageIdentifierKey: [mark] }), 500],
  ['denies', says('Deny', '*'), 403],
  ['allows something else', says('Allow', `arn:aws:execute-api:${mark}/*`), 403],
])('the log of a Lambda authorizer that %s tells neither token nor answer', async (_, behaviour, status) => {
  behave = behaviour;
  expect((await marked('/dev/guarded')).status).toBe(status);
  expect(lines.join('')).toContain('a request was refused');
  expectNoSecret();
});

test.each<[string, Behaviour, number]>([
  ['whose keys are junk', result(`{"keys":"${mark}"`), 500],
  ['that does not know the key', result(JSON.stringify({ keys: [jwk(rsa.publicKey, 'rsa')] })), 401],
])(
  'the log of a user pool %s tells no token, nor what is in it',
  async (_, behaviour, status) => {
    behave = behaviour;
    const claims = { iss: `${backend.origin}/${talkativePoolId}`, sub: mark, exp: seconds() + 600 };
    const token = make(claims, { alg: 'RS256', kid: `${mark}-key` });
    await waitFor(
      async () => {
        const response = await marked('/dev/claimed', headers({ authorization: `Bearer ${token}` }));
        return response.status === status;
      },
      // A pool that failed is asked again after five seconds.
      { timeoutMs: 30_000, describe: `a ${status}` },
    );
    for (const part of token.split('.')) expect(lines.join('')).not.toContain(part);
    expect(lines.join('')).toContain('a request was refused');
    expectNoSecret();
  },
  40_000,
);

test('documents that cannot be served are refused without their text', async () => {
  const text = `${mark}{`;
  const digest = createHash('sha256').update(text).digest('hex');
  const seq = system.controlPlane.publishRaw({ kind: 'usage-plan', name: 'plan02', digest, body: text });
  const seal = createGatewaySeal(system.controlPlane.token);
  system.controlPlane.publish('client-certificate', 'abc123', {
    ...owner,
    clientCertificateId: 'abc123',
    certificate: `-----BEGIN CERTIFICATE-----\n${mark}`,
    privateKeySealed: seal.seal(mark, clientCertificateSealContext('abc123')),
  });
  await system.acknowledged(seq + 1);
  expect(lines.join('')).toContain('refused a document');
  expectNoSecret();
  expect(JSON.stringify(system.controlPlane.acknowledgements)).not.toContain(mark);
});

test('with a Redis that repeats commands, is no Redis, and is away, no line tells of a caller', async () => {
  for (const says of [repeats, `${mark}\r\n`, null]) {
    redis.says(says);
    for (let n = 0; n < 5; n++) expect(await marked('/dev/keyed')).toMatchObject({ status: 200 });
  }
  await waitFor(() => lines.some((line) => line.includes('redis')), { describe: 'redis is in the log' });
  expectNoSecret();
});

test('while the control plane is away, no line tells of a caller', async () => {
  await system.controlPlane.goAway();
  for (let n = 0; n < 5; n++) {
    expect(await marked('/dev/keyed')).toMatchObject({ status: 200 });
    expect(await marked(`/dev/mock/${mark}-in-path`)).toMatchObject({ status: 200 });
  }
  const away = ['the feed cannot be followed', 'does not take usage'];
  await waitFor(() => away.every((text) => lines.some((line) => line.includes(text))), {
    describe: 'the log says that the control plane is away',
  });
  await system.controlPlane.comeBack();
  expectNoSecret();
  expect(lines.join('')).not.toContain(system.controlPlane.token);
});
