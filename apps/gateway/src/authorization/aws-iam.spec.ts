import fc from 'fast-check';
import { startBackend, type TestBackend } from '../testing/backend.js';
import {
  http,
  integrationResponse,
  mapping,
  method,
  mock,
  mockMethod,
  snapshot,
} from '../testing/documents.js';
import {
  accountId,
  presigned,
  publishKey,
  publishPrincipal,
  sessionOf,
  signed,
  type SignOptions,
} from '../testing/signing-callers.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../testing/test-gateway.js';

const root = 'AKIAROOT';
const ada = 'AKIAADA';
const authorization = { type: 'AWS_IAM' } as const;
const invoke = (Effect: string, Resource: string, more: object = {}) => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
  ...more,
});
const identity = ['accessKey', 'accountId', 'caller', 'user', 'userArn', 'principalOrgId']
  .map((member) => `$context.identity.${member}`)
  .join(' ');

let backend: TestBackend;
let system: TestSystem;
beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem();
  publishKey(system, root, null);
  publishKey(system, ada, 'AIDAADA');
  publishPrincipal(system, 'AIDAADA', [
    invoke('Allow', `arn:aws:execute-api:us-east-1:${accountId}:*/dev/*`),
    invoke('Deny', 'arn:aws:execute-api:*:*:*/*/GET/all/secret*'),
  ]);
  const proxy = http('HTTP_PROXY', `${backend.origin}/{proxy}`, {
    parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
  });
  const who = integrationResponse('200', null, { 'application/json': identity });
  await system.deploy(
    snapshot(
      {
        '/': { ANY: mockMethod('in', { authorization }) },
        '/all/{proxy+}': { ANY: method(proxy, { authorization }) },
        '/open/{proxy+}': { ANY: method(proxy) },
        '/who': { GET: method(mock({}, [who]), { authorization }) },
      },
      { requires: ['aws-iam'] },
    ),
    { tellsReasons: true },
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const call = (path: string, options: SignOptions = {}, key = ada) =>
  system.call(path, signed(path, key, options));
const said = ({ status, headers, body }: TestResponse) => ({
  status,
  name: headers['x-amzn-errortype'],
  message: (JSON.parse(body) as { message: string }).message,
});
const codeOf = ({ headers }: TestResponse) => headers['x-tollgate-reason'];
const mismatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const invalidToken = {
  status: 403,
  name: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
const lastSeen = () => backend.seen.at(-1)!;

describe('what was signed is let in, as it came', () => {
  test.each([
    ['/dev/all/a'],
    ['/dev/all/with%20blank?q=a%20b&r=a+b'],
    ['/dev/all/a+b/%2B/%2F/%25?x=%2B'],
    ['/dev/all/%C3%BC%E2%82%AC?%C3%BC=%E2%82%AC'],
    ['/dev/all/a?empty=&noValue&b=2&b=1&a=&b'],
    ["/dev/all/a~b-c_d.e!$&'()*,;=:@?x=!$'()*,:@/?"],
    ['/dev//all///a/'],
  ])('%s', async (path) => {
    expect(await call(path)).toMatchObject({ status: 200 });
    expect((await system.call(presigned(path, ada))).status).toBe(200);
  });

  test('an address without a host of its own', async () => {
    const headers = { host: 'localhost' };
    const path = '/_aws/execute-api/a1b2c3d4e5/dev/all/a?x=1';
    expect(await call(path, { headers })).toMatchObject({ status: 200 });
  });

  test.each(['HEAD', 'DELETE', 'OPTIONS', 'POST', 'PATCH'])('%s', async (verb) => {
    expect(await call('/dev/all/a', { method: verb })).toMatchObject({ status: 200 });
    if (verb === 'HEAD' || verb === 'OPTIONS') return;
    await call('/dev/all/a', { method: verb, body: 'ünits' });
    expect(lastSeen()).toMatchObject({ method: verb, body: 'ünits' });
  });

  test('a body of 10 MiB, and one in chunks', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024, 'x');
    expect((await call('/dev/all/a', { method: 'POST', body })).status).toBe(200);
    expect(lastSeen().bytes.equals(body)).toBe(true);
    const options = signed('/dev/all/a', ada, { method: 'PUT', body: 'in chunks' });
    const { 'content-length': _, ...rest } = options.headers as Record<string, string>;
    const headers = { ...rest, 'transfer-encoding': 'chunked' };
    expect((await system.call('/dev/all/a', { ...options, headers })).status).toBe(200);
    expect(lastSeen()).toMatchObject({ method: 'PUT', body: 'in chunks' });
  });

  test('headers of any text, with blanks in them', async () => {
    const headers = { 'x-note': 'a   b', 'x-utf': Buffer.from('größe').toString('latin1') };
    const options = signed('/dev/all/a', ada, { headers: { 'x-note': headers['x-note'], 'x-utf': 'größe' } });
    const sent = { ...options, headers: { ...options.headers, ...headers } };
    expect((await system.call('/dev/all/a', sent)).status).toBe(200);
  });
});

describe('no backend sees', () => {
  test('a signature in headers', async () => {
    const session = sessionOf(system);
    published(publishPrincipal(system, 'AROAREADER', [invoke('Allow', '*')], { type: 'role' }));
    await acknowledgedAll();
    await call('/dev/all/a', { credentials: session, headers: { 'x-own': '1' } });
    const { headers } = lastSeen();
    expect(headers['x-own']).toBe('1');
    for (const name of ['authorization', 'x-amz-date', 'x-amz-security-token'])
      expect(headers).not.toHaveProperty(name);
  });

  test('a signature in the query', async () => {
    const session = sessionOf(system);
    expect((await system.call(presigned('/dev/all/a?b=2&a=1', '', { credentials: session }))).status).toBe(
      200,
    );
    expect(lastSeen().url).toBe('/a?a=1&b=2');
  });

  test('a signature for a method that asks for none', async () => {
    await call('/dev/open/a');
    expect(lastSeen().headers).not.toHaveProperty('authorization');
  });

  test('a byte of a body that is not what was signed', async () => {
    const before = backend.seen.length;
    const good = signed('/dev/all/a', ada, { method: 'POST', body: 'good' });
    expect(said(await system.call('/dev/all/a', { ...good, body: 'evil' })).message).toBe(mismatch);
    const { 'x-amz-content-sha256': _, ...unstated } = signed('/dev/all/a', ada).headers as Record<
      string,
      string
    >;
    expect(
      (await system.call('/dev/all/a', { method: 'POST', headers: unstated, body: 'evil' })).status,
    ).toBe(403);
    const unsigned = { ...good.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect(said(await system.call('/dev/all/a', { ...good, headers: unsigned })).message).toBe(mismatch);
    expect(backend.seen.length).toBe(before);
  });
});

describe('refused', () => {
  const now = Date.now();
  const otherwise = (accessKeyId: string) => ({ credentials: { accessKeyId, secretAccessKey: 'wrong' } });
  test.each<[string, string, string, string | RegExp, SignOptions]>([
    ['by another secret', 'signature.mismatch', 'InvalidSignatureException', mismatch, otherwise(ada)],
    [
      'by an unknown key',
      'signature.unknown_key',
      'UnrecognizedClientException',
      invalidToken.message,
      otherwise('AKIANOBODY'),
    ],
    [
      'for another service',
      'signature.scope',
      'InvalidSignatureException',
      /correct service: 'execute-api'/,
      { service: 's3' },
    ],
    [
      'for another region',
      'signature.scope',
      'InvalidSignatureException',
      /valid region/,
      { region: 'eu-west-1' },
    ],
    [
      'too late',
      'signature.time',
      'InvalidSignatureException',
      /^Signature expired: /,
      { now: now - 600_000 },
    ],
    [
      'too early',
      'signature.time',
      'InvalidSignatureException',
      /^Signature not yet current: /,
      { now: now + 600_000 },
    ],
  ])('%s', async (_, code, name, message, options) => {
    const response = await call('/dev/', options);
    expect(codeOf(response)).toBe(code);
    const refused = said(response);
    expect(refused).toMatchObject({ name, status: 403 });
    expect(refused.message).toMatch(message);
  });

  test('unsigned', async () => {
    const response = await system.call('/dev/');
    expect(codeOf(response)).toBe('signature.missing');
    expect(said(response)).toEqual({
      status: 403,
      name: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  test('what no signature is: incomplete, of another scheme, or Signature Version 4A', async () => {
    const refusal = async (header: string) =>
      said(await system.call('/dev/', { headers: { authorization: header } }));
    expect(await refusal('Bearer x')).toMatchObject({ status: 403, name: 'IncompleteSignatureException' });
    const garbled = await system.call('/dev/', { headers: { authorization: 'AWS4-HMAC-SHA256 x' } });
    expect(codeOf(garbled)).toBe('signature.malformed');
    const { message } = await refusal('AWS4-HMAC-SHA256 SignedHeaders=host, Signature=a');
    expect(message).toMatch(/^Authorization header requires 'Credential' parameter\./);
    expect((await refusal('AWS4-ECDSA-P256-SHA256 Credential=a')).message).toMatch(
      /Version 4A is not supported/,
    );
  });

  test('a presigned URL after its time, or one that was changed', async () => {
    const old = presigned('/dev/', ada, { now: Date.now() - 61_000 });
    expect(said(await system.call(old)).message).toMatch(/^Signature expired: /);
    expect((await system.call(presigned('/dev/', ada))).status).toBe(200);
    expect(said(await system.call(`${presigned('/dev/', ada)}&x=1`)).message).toBe(mismatch);
  });

  test('a session that has ended, a token of another, and a key of a session without one', async () => {
    const ended = sessionOf(system, { expiresAtMs: Date.now() - 1 });
    const refused = await call('/dev/', { credentials: ended });
    expect(codeOf(refused)).toBe('signature.session_ended');
    expect(said(refused)).toEqual({
      status: 403,
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
    const { accessKeyId, secretAccessKey } = sessionOf(system);
    const { sessionToken } = sessionOf(system);
    for (const credentials of [
      { accessKeyId, secretAccessKey },
      { accessKeyId, secretAccessKey, sessionToken },
    ])
      expect(said(await call('/dev/', { credentials }))).toEqual(invalidToken);
  });

  test('a method that the override names and the signature does not', async () => {
    const options = signed('/dev/all/a', ada, { method: 'POST' });
    const headers = { ...options.headers, 'x-http-method-override': 'DELETE' };
    expect(said(await system.call('/dev/all/a', { ...options, headers })).message).toBe(mismatch);
    const covered = { method: 'POST', headers: { 'x-http-method-override': 'DELETE' } };
    expect((await call('/dev/all/a', covered)).status).toBe(200);
    expect(lastSeen().method).toBe('DELETE');
  });

  test('a path whose ARN is over 1,600 bytes', async () => {
    const response = await call(`/dev/all/${'a'.repeat(1_600)}`);
    expect([response.status, response.json()]).toEqual([414, { message: 'Request URI too long' }]);
    expect(codeOf(response)).toBe('signature.arn_too_long');
  });

  test('nothing with a 5xx, whatever stands in Authorization', async () => {
    const parts = [
      'AWS4-HMAC-SHA256',
      ' ',
      ',',
      '=',
      '/',
      'Credential=',
      'Signature=',
      'SignedHeaders=',
      'host',
      `${ada}/20260101/us-east-1/execute-api/aws4_request`,
      '%',
      '__proto__',
      ';',
      'a'.repeat(64),
      "'",
      '"',
    ];
    const header = fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((list) => list.join(''));
    await fc.assert(
      fc.asyncProperty(header, async (text) => {
        const response = await system.call('/dev/', {
          headers: { authorization: text.trim(), 'x-amz-date': '20260101T000000Z' },
        });
        expect(response.status).toBe(403);
      }),
      { numRuns: 200 },
    );
  });
});

describe('policies', () => {
  test('an explicit deny and a silence say who, what and with which account masked', async () => {
    const arn = (path: string) => `arn:aws:execute-api:us-east-1:********0000:a1b2c3d4e5/dev/GET/${path}`;
    const denied = await call('/dev/all/secret/1');
    expect(codeOf(denied)).toBe('policy.denied');
    expect(said(denied)).toEqual({
      status: 403,
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:iam::${accountId}:user/aidaada is not authorized to perform: execute-api:Invoke ` +
        `on resource: ${arn('all/secret/1')} with an explicit deny`,
    });
    publishKey(system, 'AKIANONE', 'AIDANONE');
    publishPrincipal(system, 'AIDANONE', []);
    await acknowledgedAll();
    const silent = await call('/dev/', {}, 'AKIANONE');
    expect(codeOf(silent)).toBe('policy.not_allowed');
    expect(said(silent).message).toBe(
      `User: arn:aws:iam::${accountId}:user/aidanone is not authorized to perform: execute-api:Invoke on resource: ${arn('')}`,
    );
  });

  test('a root may do all in its own account, and nobody in another’s', async () => {
    expect((await call('/dev/all/secret/1', {}, root)).status).toBe(200);
    publishKey(system, 'AKIAOTHER', null, '222222222222');
    await acknowledgedAll();
    expect(said(await call('/dev/', {}, 'AKIAOTHER')).name).toBe('AccessDeniedException');
  });

  test('conditions on the caller and the call', async () => {
    const condition = {
      StringEquals: { 'aws:username': 'aidaeve', 'aws:PrincipalTag/team': 'blue', 'aws:UserAgent': 'agent' },
      IpAddress: { 'aws:SourceIp': '127.0.0.0/8' },
      Bool: { 'aws:SecureTransport': 'false' },
      Null: { 'aws:TokenIssueTime': 'true' },
    };
    publishKey(system, 'AKIAEVE', 'AIDAEVE');
    const tags = [{ key: 'team', value: 'blue' }];
    publishPrincipal(system, 'AIDAEVE', [invoke('Allow', '*', { Condition: condition })], { tags });
    await acknowledgedAll();
    const options = { headers: { 'user-agent': 'agent' } };
    expect((await call('/dev/', options, 'AKIAEVE')).status).toBe(200);
    expect((await call('/dev/', { headers: { 'user-agent': 'another' } }, 'AKIAEVE')).status).toBe(403);
  });

  test('$context.identity tells who called', async () => {
    expect((await call('/dev/who')).body).toBe(
      `${ada} ${accountId} AIDAADA AIDAADA arn:aws:iam::${accountId}:user/aidaada `,
    );
    const credentials = sessionOf(system);
    expect((await call('/dev/who', { credentials })).body).toBe(
      `${credentials.accessKeyId} ${accountId} AROAREADER:ann AROAREADER:ann arn:aws:sts::${accountId}:assumed-role/reader/ann `,
    );
  });

  test('the policies of a session limit it', async () => {
    const limit = JSON.stringify({
      Version: '2012-10-17',
      Statement: invoke('Allow', 'arn:aws:execute-api:*:*:*/*/GET/who'),
    });
    const credentials = sessionOf(system, { policies: [limit] });
    expect((await call('/dev/who', { credentials })).status).toBe(200);
    expect((await call('/dev/', { credentials })).status).toBe(403);
  });
});

test('a key that is taken back, or whose user is, stops working with the acknowledgement', async () => {
  publishKey(system, 'AKIAGONE', 'AIDAGONE');
  publishPrincipal(system, 'AIDAGONE', [invoke('Allow', '*')]);
  await acknowledgedAll();
  expect((await call('/dev/', {}, 'AKIAGONE')).status).toBe(200);
  await system.acknowledged(system.controlPlane.publish('access-key', 'AKIAGONE', null));
  expect(said(await call('/dev/', {}, 'AKIAGONE'))).toEqual(invalidToken);
  await system.acknowledged(publishKey(system, 'AKIAGONE', 'AIDAGONE'));
  expect((await call('/dev/', {}, 'AKIAGONE')).status).toBe(200);
  await system.acknowledged(system.controlPlane.publish('principal', 'AIDAGONE', null));
  expect(said(await call('/dev/', {}, 'AKIAGONE'))).toEqual(invalidToken);
});

let last = 0;
function published(seq: number): void {
  last = seq;
}
/** Whatever was published before. */
async function acknowledgedAll(): Promise<void> {
  published(publishPrincipal(system, `AIDA${last}NEXT`, []));
  await system.acknowledged(last);
}
