import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { WireRequest } from './build-request.js';
import { importSecret, queryText, signRequest } from './sign-request.js';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const scope = { region: 'eu-central-1', service: 'apigateway', host: 'localhost:4000' };
const atMs = Date.UTC(2026, 10, 30, 23, 59, 58);

/** As the AWS SDKs hash. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = typeof secret === 'string' ? secret : secret && Buffer.from(secret as Uint8Array);
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : Buffer.from(data as Uint8Array));
  }
  digest = () => Promise.resolve(new Uint8Array(this.#hash.digest()));
  reset = () => undefined;
}

async function sdkSignature(request: WireRequest, sessionToken: string | undefined): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey, ...(sessionToken && { sessionToken }) },
    region: scope.region,
    service: scope.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const query: Record<string, string[]> = {};
  for (const [name, value] of request.query) (query[name] ??= []).push(value);
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: 'localhost',
      port: 4000,
      path: request.path,
      query,
      headers: { ...request.headers, host: scope.host },
      body: request.body ?? undefined,
    },
    { signingDate: new Date(atMs) },
  );
  return signed.headers['authorization']!;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const plain: WireRequest = { method: 'GET', path: '/restapis', query: [], headers: {}, body: null };

test.each<[string, WireRequest]>([
  ['nothing but a path', plain],
  ['the root', { ...plain, path: '/' }],
  ['a slash inside a segment', { ...plain, path: '/tags/arn%3Aaws%3Aapigateway%2Frestapis%2Fa' }],
  ['a path beyond ASCII', { ...plain, path: '/apikeys/gr%C3%BC%C3%9Fe%20%F0%9F%A6%80' }],
  ['all that is not unreserved', { ...plain, path: '/a/%21%27%28%29%2A%2B%2C%3B%3D%3A%40%26%24~_-.' }],
  ['an empty value', { ...plain, query: [['limit', '']] }],
  ['blanks and signs in a query', { ...plain, query: [['name', "a b+c&d=e/f?g%20'()*!~"]] }],
  ['a query beyond ASCII', { ...plain, query: [['näme', 'ünï🦀']] }],
  [
    'a name given twice',
    {
      ...plain,
      query: [
        ['embed', 'b'],
        ['embed', 'a'],
        ['embed', 'A'],
      ],
    },
  ],
  [
    'names that one escape tells apart',
    {
      ...plain,
      query: [
        ['a-b', '1'],
        ['a', '2'],
        ['a%', '3'],
        ['aB', '4'],
      ],
    },
  ],
  [
    'a body of text',
    {
      ...plain,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes('{"näme":"🦀"}'),
    },
  ],
  ['a body of bytes', { ...plain, method: 'PUT', body: new Uint8Array([0, 255, 13, 10]) }],
  ['an empty body', { ...plain, method: 'DELETE', body: new Uint8Array() }],
  ['blanks in a header', { ...plain, headers: { accept: '  application/json,   text/plain ' } }],
])('the signature of %s is the one of the AWS SDK', async (_, request) => {
  const secret = await importSecret(secretAccessKey);
  for (const sessionToken of [undefined, 'FwoGZXIvYXdzE+/=']) {
    const keys = { accessKeyId: 'AKIDEXAMPLE', sessionToken: sessionToken ?? null, secret };
    const { authorization } = await signRequest(request, keys, { ...scope, atMs });
    expect(authorization).toBe(await sdkSignature(request, sessionToken));
  }
});

test('the next day has another key, and so have another region and service', async () => {
  const keys = { accessKeyId: 'A', sessionToken: null, secret: await importSecret(secretAccessKey) };
  const of = async (other: object) =>
    (await signRequest(plain, keys, { ...scope, atMs, ...other }))['authorization']!.split('Signature=')[1]!;
  const signatures = await Promise.all(
    [{}, { atMs: atMs + 3_000 }, { region: 'us-east-1' }, { service: 'logs' }, {}].map(of),
  );
  expect(new Set(signatures).size).toBe(4);
  expect(signatures[4]).toBe(signatures[0]);
});

test('the secret cannot be read back', async () => {
  const secret = await importSecret(secretAccessKey);
  expect(secret.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', secret)).rejects.toThrow();
});

test('what is sent is what a URL keeps as it is', () => {
  const query = queryText([['a b', "x'()*!+ü/?#&="]]);
  expect(new URL(`http://h/?${query}`).search).toBe(`?${query}`);
});
