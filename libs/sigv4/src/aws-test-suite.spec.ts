import { verifyRequest, type HeaderFields } from './index.js';

// Requests and signatures of AWS's published Signature Version 4 test suite.
const SCOPE = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';
const host = { host: 'example.amazonaws.com' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

interface Vector {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: HeaderFields;
  readonly body?: string;
  readonly signature: string;
}

const vectors: Record<string, Vector> = {
  'get-vanilla': { signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31' },
  'get-vanilla-query-order-key-case': {
    query: 'Param2=value2&Param1=value1',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  'get-vanilla-empty-query-key': {
    query: 'Param1=value1',
    signature: 'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
  },
  'get-vanilla-query-unreserved': {
    query:
      '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    signature: '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
  },
  'get-vanilla-utf8-query': {
    query: '\u1234=bar',
    signature: '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
  },
  'get-unreserved': {
    path: '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    signature: '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  },
  'get-utf8': {
    path: '/\u1234',
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
  'normalize-path/get-space': {
    path: '/example space/',
    signature: '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741',
  },
  'normalize-path/get-relative': {
    path: '/example/..',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  'normalize-path/get-slash': {
    path: '//',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  'normalize-path/get-slash-pointless-dot': {
    path: '/./example',
    signature: 'ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5',
  },
  'normalize-path/get-slashes': {
    path: '//example//',
    signature: '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84',
  },
  'get-header-key-duplicate': {
    headers: { 'my-header1': ['value2', 'value2', 'value1'] },
    signature: 'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
  },
  'get-header-value-order': {
    headers: { 'my-header1': ['value4', 'value1', 'value3', 'value2'] },
    signature: '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01',
  },
  'get-header-value-trim': {
    headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
  'post-vanilla': {
    method: 'POST',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  'post-vanilla-query': {
    method: 'POST',
    query: 'Param1=value1',
    signature: '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11',
  },
  'post-header-value-case': {
    method: 'POST',
    headers: { 'my-header1': 'VALUE1' },
    signature: 'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
  },
  'post-x-www-form-urlencoded': {
    method: 'POST',
    headers: form,
    body: 'Param1=value1',
    signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  },
};

test.each(Object.entries(vectors))('%s of the AWS test suite verifies', (_name, vector) => {
  const { method = 'GET', path = '/', query = '', headers = {}, body = '', signature } = vector;
  const all: HeaderFields = { ...host, 'x-amz-date': '20150830T123600Z', ...headers };
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=${Object.keys(all).sort().join(';')}, ` +
    `Signature=${signature}`;
  const result = verifyRequest({
    method,
    rawPath: path,
    rawQuery: query,
    headers: { ...all, authorization },
    body,
    now: Date.UTC(2015, 7, 30, 12, 36, 0),
    expectedServices: ['service'],
    findCredential: () => ({ secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }),
  });
  expect(result).toMatchObject({ ok: true, accessKeyId: 'AKIDEXAMPLE' });
});
