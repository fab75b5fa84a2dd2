import fc from 'fast-check';
import {
  ada,
  codeOf,
  invalidToken,
  mismatch,
  said,
  startSignedSystem,
  type SignedSystem,
} from '../testing/signed-api.js';
import { host, presigned, sessionOf, signed, type SignOptions } from '../testing/signing-callers.js';

let system: SignedSystem;
beforeAll(async () => {
  system = await startSignedSystem();
});
afterAll(() => system?.stop());

const call: SignedSystem['callSigned'] = (...given) => system.callSigned(...given);
const lastSeen = () => system.backend.seen.at(-1)!;

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

  test('a signature for another API, whose host stands in the header alone', async () => {
    const { headers } = signed('/dev/all/a', ada, { headers: { host: 'another.execute-api.localhost' } });
    expect(said(await system.call(`http://${host}/dev/all/a`, { headers })).message).toBe(mismatch);
  });

  test('a parameter that a semicolon makes of a value that was signed', async () => {
    const path = presigned('/dev/all/a?file=x%3Badmin%3D1', ada);
    expect((await system.call(path.replace('%3Badmin%3D1', ';admin=1'))).status).toBe(200);
    expect(lastSeen().url).toBe('/a?file=x%3Badmin=1');
  });

  test('a path whose ARN is over 1,600 bytes', async () => {
    const response = await call(`/dev/all/${'a'.repeat(1_600)}`);
    expect([response.status, response.json()]).toEqual([414, { message: 'Request URI too long' }]);
    expect(codeOf(response)).toBe('method.arn_too_long');
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
