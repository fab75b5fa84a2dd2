import { signRequest, verifyRequest, type HeaderFields, type VerifyInput } from './index.js';
import { signParts } from './sign-request.js';
import { sha256Hex } from './signature.js';

const NOW = Date.UTC(2026, 10, 21, 0, 15, 0);
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET };
const known = { secretAccessKey: SECRET, account: '000000000000' };
const findCredential = (id: string) => (id === 'AKIDEXAMPLE' ? known : undefined);
const target = { method: 'POST', rawPath: '/restapis', rawQuery: 'mode=a', body: '{"name":"x"}' };

function signed(overrides: Partial<Parameters<typeof signRequest>[0]> = {}): HeaderFields {
  const headers = { host: 'localhost:4000', 'content-type': 'application/json' };
  const basics = { credentials, region: 'eu-west-1', service: 'apigateway', now: NOW };
  return signRequest({ ...target, headers, ...basics, ...overrides });
}

function verify(headers: HeaderFields, overrides: Partial<VerifyInput> = {}) {
  const expectedServices = ['apigateway', 'sts'];
  return verifyRequest({ ...target, headers, now: NOW, expectedServices, findCredential, ...overrides });
}

function failureOf(headers: HeaderFields, overrides: Partial<VerifyInput> = {}) {
  const result = verify(headers, overrides);
  return result.ok ? 'accepted' : result.failure;
}

function withAuthorization(change: (text: string) => string): HeaderFields {
  const headers = signed();
  return { ...headers, authorization: change(headers['authorization'] as string) };
}

const mismatch = {
  reason: 'signature-mismatch',
  errorName: 'InvalidSignatureException',
  status: 403,
  message:
    'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
};

describe('a good signature', () => {
  test('names the key, region, service and the credential that was found', () => {
    const expected = { ok: true, accessKeyId: 'AKIDEXAMPLE', region: 'eu-west-1', service: 'apigateway' };
    expect(verify(signed())).toEqual({ ...expected, credential: known });
  });

  test('is accepted up to five minutes of clock difference either way, and not a second more', () => {
    expect(verify(signed(), { now: NOW + 300_000 }).ok).toBe(true);
    expect(verify(signed(), { now: NOW - 300_000 }).ok).toBe(true);
    expect(failureOf(signed(), { now: NOW + 301_000 })).toMatchObject({ reason: 'expired' });
    expect(failureOf(signed(), { now: NOW - 301_000 })).toMatchObject({ reason: 'not-yet-current' });
  });

  test('may come with a body hash that was computed while the body was read', () => {
    expect(verify(signed(), { body: { sha256Hex: sha256Hex(target.body) } }).ok).toBe(true);
    expect(failureOf(signed(), { body: { sha256Hex: sha256Hex('other') } })).toEqual(mismatch);
  });

  test('is checked asynchronously when the credential lookup is asynchronous', async () => {
    const input = { ...target, headers: signed(), now: NOW, expectedServices: ['apigateway'] };
    const result = verifyRequest({ ...input, findCredential: async (id) => findCredential(id) });
    expect(result).toBeInstanceOf(Promise);
    expect((await result).ok).toBe(true);
  });

  test.each(['Sat, 21 Nov 2026 00:15:00 GMT', '20261121T001500Z'])(
    'may carry its time in a Date header only: %s',
    (date) => {
      const headers = { host: 'localhost:4000', date };
      const basics = { ...target, credentials, region: 'eu-west-1', service: 'apigateway', now: NOW };
      const { signature, scope } = signParts(
        basics,
        '20261121T001500Z',
        headers,
        target.rawQuery,
        sha256Hex(target.body),
      );
      const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope},SignedHeaders=date;host,Signature=${signature}`;
      expect(failureOf({ ...headers, authorization })).toBe('accepted');
      expect(failureOf({ ...headers, authorization, date: 'Sat, 21 Nov 2026 00:14:59 GMT' })).toEqual(
        mismatch,
      );
      expect(failureOf({ ...headers, authorization, date: 'yesterday' })).toMatchObject({
        reason: 'malformed',
      });
    },
  );
});

describe('refusals have the names and texts that AWS uses', () => {
  test('an unsigned request misses its authentication token', () => {
    expect(failureOf({ host: 'localhost:4000' })).toEqual({
      reason: 'unsigned',
      errorName: 'MissingAuthenticationTokenException',
      status: 403,
      message: 'Missing Authentication Token',
    });
  });

  test('an unknown access key is an unrecognised client', () => {
    const headers = signed({ credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: SECRET } });
    expect(failureOf(headers)).toEqual({
      reason: 'unknown-access-key',
      errorName: 'UnrecognizedClientException',
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  });

  test('another secret does not match', () => {
    const headers = signed({ credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wrong' } });
    expect(failureOf(headers)).toEqual(mismatch);
  });

  test('an old signature says how old, a future one how early', () => {
    const old = signed({ now: Date.UTC(2026, 10, 21, 0, 0, 0) });
    expect(failureOf(old)).toMatchObject({
      errorName: 'InvalidSignatureException',
      message:
        'Signature expired: 20261121T000000Z is now earlier than 20261121T001000Z (20261121T001500Z - 5 min.)',
    });
    const early = signed({ now: Date.UTC(2026, 10, 21, 0, 21, 0) });
    expect(failureOf(early)).toMatchObject({
      errorName: 'InvalidSignatureException',
      message:
        'Signature not yet current: 20261121T002100Z is still later than 20261121T002000Z (20261121T001500Z + 5 min.)',
    });
  });

  test.each([
    [
      'service',
      signed({ service: 's3' }),
      "Credential should be scoped to correct service: 'apigateway', 'sts'.",
    ],
    ['region', signed({ region: 'EU West' }), 'Credential should be scoped to a valid region.'],
    [
      'terminator',
      withAuthorization((text) => text.replace('aws4_request', 'aws5_request')),
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
    ],
    [
      'day',
      withAuthorization((text) => text.replace('/20261121/', '/20261120/')),
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        "'20261120' != '20261121', from '20261121T001500Z'.",
    ],
  ])('a credential scope with the wrong %s is named', (_part, headers, message) => {
    expect(failureOf(headers)).toEqual({
      reason: 'wrong-scope',
      errorName: 'InvalidSignatureException',
      status: 403,
      message,
    });
  });

  test('a signature that leaves the host open is refused', () => {
    const headers = withAuthorization((text) => text.replace(';host;', ';'));
    expect(failureOf(headers)).toMatchObject({
      reason: 'host-not-signed',
      errorName: 'InvalidSignatureException',
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    });
  });

  test.each([
    [
      'another scheme',
      () => 'Basic dXNlcjpwYXNz',
      /^Invalid key=value pair \(missing equal-sign\).*'[\w+/]{43}='\.$/,
    ],
    [
      'the bare algorithm',
      () => 'AWS4-HMAC-SHA256',
      /requires 'Credential'.*requires 'Signature'.*requires 'Signed/,
    ],
    ['no text', () => '', /Invalid key=value pair/],
    [
      'SigV4a',
      (text: string) => text.replace('HMAC-SHA256', 'ECDSA-P256-SHA256'),
      /^Unsupported AWS 'algorithm'/,
    ],
    [
      'no credential',
      (text: string) => text.replace(/Credential=[^,]*, /, ''),
      /^Authorization header requires 'Cred/,
    ],
    [
      'no signature',
      (text: string) => text.replace(/, Signature=.*/, ''),
      /^Authorization header requires 'Signature/,
    ],
    [
      'a short credential',
      (text: string) => text.replace('/aws4_request', ''),
      /exactly 5 slash-delimited elements/,
    ],
    [
      'an empty element',
      (text: string) => text.replace('/eu-west-1/', '//'),
      /exactly 5 slash-delimited elements/,
    ],
    ['a doubled parameter', (text: string) => `${text}, Signature=0`, /Invalid key=value pair/],
  ])('an Authorization header with %s is incomplete', (_what, change, message) => {
    const failure = failureOf(withAuthorization(change));
    expect(failure).toMatchObject({
      reason: 'malformed',
      errorName: 'IncompleteSignatureException',
      status: 403,
    });
    expect((failure as { message: string }).message).toMatch(message);
  });

  test('an Authorization header is never echoed, as it may hold a password', () => {
    expect(JSON.stringify(failureOf({ authorization: 'Basic c2VjcmV0' }))).not.toContain('c2VjcmV0');
  });

  test('two Authorization headers are refused', () => {
    const headers = signed();
    const twice = [headers['authorization'] as string, headers['authorization'] as string];
    expect(failureOf({ ...headers, authorization: twice })).toMatchObject({ reason: 'malformed' });
  });

  test.each(['2026-11-21T00:15:00Z', '20261131T001500Z', '20261121T246000Z', '', '20261121'])(
    'the date %j is refused',
    (date) => {
      expect(failureOf({ ...signed(), 'x-amz-date': date })).toMatchObject({
        errorName: 'IncompleteSignatureException',
      });
    },
  );

  test('a request without any date says that it needs one', () => {
    const { 'x-amz-date': _, ...headers } = signed();
    expect((failureOf(headers) as { message: string }).message).toMatch(
      /^Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. /,
    );
  });

  test.each(['', '00', 'z'.repeat(64), 'A'.repeat(64), '0'.repeat(63), '0'.repeat(65), '0'.repeat(64)])(
    'the signature %j never matches and never throws',
    (signature) => {
      const headers = withAuthorization((text) => text.replace(/Signature=.*/, `Signature=${signature}`));
      expect(verify(headers).ok).toBe(false);
    },
  );
});

describe('the body', () => {
  test.each(['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', sha256Hex('other'), ''])(
    'must be what x-amz-content-sha256 says: %s is refused even when signed',
    (stated) => {
      expect(failureOf({ ...signed(), 'x-amz-content-sha256': stated })).toEqual(mismatch);
    },
  );

  test('is hashed as bytes, valid UTF-8 or not', () => {
    const body = Uint8Array.of(0xff, 0x00, 0xfe);
    expect(verify(signed({ body }), { body }).ok).toBe(true);
    expect(failureOf(signed({ body }), { body: Uint8Array.of(0xfd, 0x00, 0xfe) })).toEqual(mismatch);
  });
});

test('a header that was signed but did not arrive is a mismatch, also when it has the name of a prototype member', () => {
  const headers = withAuthorization((text) => text.replace(';host;', ';constructor;host;'));
  expect(failureOf(headers)).toEqual(mismatch);
  const { 'content-type': _, ...without } = signed();
  expect(failureOf(without)).toEqual(mismatch);
});
