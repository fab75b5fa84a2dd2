import { presignRequest, verifyRequest, type HeaderFields, type VerifyInput } from './index.js';

const NOW = Date.UTC(2026, 10, 21, 0, 15, 0);
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET };
const known = { secretAccessKey: SECRET, account: '000000000000' };
const findCredential = (id: string) => (id === 'AKIDEXAMPLE' ? known : undefined);
const target = { method: 'POST', rawPath: '/restapis', rawQuery: 'mode=a', body: '{"name":"x"}' };

function verify(headers: HeaderFields, overrides: Partial<VerifyInput> = {}) {
  const expectedServices = ['apigateway', 'sts'];
  return verifyRequest({ ...target, headers, now: NOW, expectedServices, findCredential, ...overrides });
}

function failureOf(headers: HeaderFields, overrides: Partial<VerifyInput> = {}) {
  const result = verify(headers, overrides);
  return result.ok ? 'accepted' : result.failure;
}

const mismatch = {
  reason: 'signature-mismatch',
  errorName: 'InvalidSignatureException',
  status: 403,
  message:
    'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
};

describe('a presigned request', () => {
  const presignTarget = { method: 'GET', rawPath: '/restapis', body: '' };
  const headers = { host: 'localhost:4000' };
  const rawQuery = presignRequest({
    ...presignTarget,
    rawQuery: 'limit=5&empty=',
    headers,
    credentials,
    region: 'eu-west-1',
    service: 'apigateway',
    now: NOW,
    expiresSeconds: 900,
  });
  const check = (query: string, now = NOW) => failureOf(headers, { ...presignTarget, rawQuery: query, now });

  test('is accepted for as long as it says, and no longer', () => {
    expect(check(rawQuery)).toBe('accepted');
    expect(check(rawQuery, NOW + 900_000)).toBe('accepted');
    expect(check(rawQuery, NOW + 901_000)).toMatchObject({
      errorName: 'InvalidSignatureException',
      message:
        'Signature expired: 20261121T001500Z is now earlier than 20261121T001501Z (20261121T003001Z - 15 min.)',
    });
    expect(check(rawQuery, NOW - 301_000)).toMatchObject({ reason: 'not-yet-current' });
  });

  test('that the AWS SDK presigned is accepted', () => {
    const path = '/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Frestapis%2Fa%20b';
    expect(failureOf(headers, { method: 'GET', rawPath: path, body: '', rawQuery: SDK_PRESIGNED })).toBe(
      'accepted',
    );
  });

  test.each([
    ['a longer life', (query: string) => query.replace('Expires=900', 'Expires=901')],
    ['another query value', (query: string) => query.replace('limit=5', 'limit=6')],
    ['one more parameter', (query: string) => `${query}&more=`],
  ])('with %s does not match', (_what, change) => {
    expect(check(change(rawQuery))).toEqual(mismatch);
  });

  test.each([
    ['no date', (query: string) => query.replace(/X-Amz-Date=[^&]*&/, '')],
    ['no signature', (query: string) => query.replace(/&X-Amz-Signature=.*/, '')],
    ['a life of eight days', (query: string) => query.replace('Expires=900', 'Expires=691200')],
    ['no life', (query: string) => query.replace('Expires=900', 'Expires=0')],
    ['a life in words', (query: string) => query.replace('Expires=900', 'Expires=1e3')],
    ['another algorithm', (query: string) => query.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-MD5')],
    ['two credentials', (query: string) => `${query}&X-Amz-Credential=a`],
  ])('with %s is incomplete', (_what, change) => {
    expect(check(change(rawQuery))).toMatchObject({
      reason: 'malformed',
      errorName: 'IncompleteSignatureException',
    });
  });
});

// Made once with the presigner of the AWS SDK for JavaScript (3.1142) for the keys and the time above.
const SDK_PRESIGNED =
  'limit=5&empty=&a%2Bb=%C3%BC%20x&a%2Bb=1&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
  '&X-Amz-Credential=AKIDEXAMPLE%2F20261121%2Feu-west-1%2Fapigateway%2Faws4_request&X-Amz-Date=20261121T001500Z' +
  '&X-Amz-Expires=900&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=bd08d56901cec1d00c540eb579baf5a5d5c3c7e4339f41b5a7a5681ac0d2a11d';
