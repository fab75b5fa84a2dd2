import {
  maskedCanonicalRequest,
  presignRequest,
  readSigner,
  signRequest,
  type HeaderFields,
} from './index.js';
import { sha256Hex } from './signature.js';

const now = Date.UTC(2026, 10, 21, 0, 15, 0);
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };
const bodySha256Hex = 'b'.repeat(64);
const expectedServices = ['execute-api'];
const common = { credentials, region: 'us-east-1', service: 'execute-api', now, body: '' };

function maskedOf(rawPath: string, rawQuery: string, headers: HeaderFields, method = 'GET'): string {
  const read = readSigner({ rawQuery, headers, now, expectedServices });
  if (!read.ok) throw new Error(read.failure.message);
  return maskedCanonicalRequest({ method, rawPath, headers }, read, bodySha256Hex);
}

const SECRET = 'SECRET';
const sent = {
  host: 'a1b2c3d4e5.execute-api.localhost',
  'content-type': 'application/json; charset=utf-8',
  'x-anything': `${SECRET} in a header`,
  'x-amz-security-token': `${SECRET}/token+==`,
};

test('shows what signers disagree about, and of what a caller sent nothing else', () => {
  const [rawPath, rawQuery] = [`/dev/${SECRET}%20a/%C3%A4`, `q=${SECRET}%2Ba+b&${SECRET}&empty=`];
  const headers = signRequest({ ...common, method: 'GET', rawPath, rawQuery, headers: sent });
  const text = maskedOf(rawPath, rawQuery, headers);
  expect(text.split('\n')).toEqual([
    'GET',
    // Escaped twice, as is right for all services but S3.
    '/xxx/xxxxxx%2520x/%25xx%25xx',
    expect.stringMatching(/^xxxxxx=&xxxxx=&q=xxxxxx%2Bx(?:%20|%2B)x$/),
    'content-type:application/json; charset=utf-8',
    'host:a1b2c3d4e5.execute-api.localhost',
    `x-amz-content-sha256:${sha256Hex('')}`,
    'x-amz-date:20261121T001500Z',
    'x-amz-security-token:xxxxxx/xxxxx+==',
    'x-anything:xxxxxx xx x xxxxxx',
    '',
    expect.stringMatching(/^content-type;host;.*x-anything$/),
    bodySha256Hex,
  ]);
  expect(text).not.toContain(SECRET);
});

test('of a presigned URL shows how it is signed, but no token', () => {
  const rawQuery = presignRequest({
    ...common,
    credentials: { ...credentials, sessionToken: SECRET },
    method: 'GET',
    rawPath: '/dev',
    rawQuery: `q=${SECRET}`,
    headers: { host: sent.host },
    expiresSeconds: 60,
  });
  const text = maskedOf('/dev', rawQuery, { host: sent.host });
  expect(text).toContain('X-Amz-Date=20261121T001500Z');
  expect(text).toContain('X-Amz-Expires=60');
  expect(text).toContain('q=xxxxxx');
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain('X-Amz-Signature');
});

test('values of known headers that are of another form are hidden, too', () => {
  const headers = signRequest({
    ...common,
    method: 'GET',
    rawPath: '/',
    rawQuery: '',
    headers: { ...sent, 'content-type': `${SECRET}/${SECRET}` },
  });
  expect(maskedOf('/', '', headers)).toContain('content-type:xxxxxx/xxxxxx\n');
});

test('names the signed header that is not there', () => {
  const headers = signRequest({ ...common, method: 'GET', rawPath: '/', rawQuery: '', headers: sent });
  const { 'x-anything': _, ...without } = headers;
  expect(maskedOf('/', '', without)).toBe('no header x-anything, which the signature names');
});
