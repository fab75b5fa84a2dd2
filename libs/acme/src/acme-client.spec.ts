import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { newAccountKey } from './account-key.js';
import { AcmeClient, whyInvalid, type AcmeSend } from './acme-client.js';

interface Asked {
  readonly url: string;
  readonly head: {
    readonly alg: string;
    readonly jwk?: JsonWebKey;
    readonly kid?: string;
    readonly nonce: string;
    readonly url: string;
  };
  readonly payload: string;
}

/** An authority of this test: checks what is signed, and answers what is set. */
function authority(
  answers: Readonly<Record<string, (asked: Asked) => [status: number, body: unknown, location?: string]>>,
) {
  const asked: Asked[] = [];
  let nonces = 0;
  let refusedNonces = 0;
  let key: JsonWebKey | undefined;
  const directory = {
    newNonce: 'https://ca/nonce',
    newAccount: 'https://ca/account',
    newOrder: 'https://ca/order',
  };
  const send: AcmeSend = async (url, { body }) => {
    const answer = (status: number, document: unknown, location?: string) => ({
      status,
      header: (name: string) => ({ 'replay-nonce': `n${(nonces += 1)}`, location })[name],
      body: typeof document === 'string' ? document : JSON.stringify(document),
    });
    if (body === undefined) return answer(200, url === 'https://ca/directory' ? directory : '');
    const jws = JSON.parse(body) as Record<'protected' | 'payload' | 'signature', string>;
    const head = JSON.parse(Buffer.from(jws.protected, 'base64url').toString()) as Asked['head'];
    key ??= head.jwk;
    const signed = verify(
      'sha256',
      Buffer.from(`${jws.protected}.${jws.payload}`),
      { key: createPublicKey({ key: key!, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(jws.signature, 'base64url'),
    );
    expect([signed, head.url, head.alg]).toEqual([true, url, 'ES256']);
    if (refusedNonces > 0) {
      refusedNonces -= 1;
      return answer(400, { type: 'urn:ietf:params:acme:error:badNonce', detail: 'again' });
    }
    asked.push({ url, head, payload: Buffer.from(jws.payload, 'base64url').toString() });
    return url === directory.newAccount
      ? answer(201, {}, 'https://ca/account/1')
      : answer(...answers[url]!(asked.at(-1)!));
  };
  const client = new AcmeClient({
    directoryUrl: 'https://ca/directory',
    key: newAccountKey(),
    contact: 'mailto:a@b',
    send,
  });
  return { client, asked, keyOf: () => key!, refuseNonces: (count: number) => (refusedNonces = count) };
}

test('the account is made with its key by the first question, and signs by its address from then on', async () => {
  const { client, asked, keyOf } = authority({
    'https://ca/order': () => [201, { status: 'pending' }, 'https://ca/order/1'],
    'https://ca/order/1': () => [200, { status: 'ready' }],
  });
  expect(await client.newOrder(['a.example.com'])).toMatchObject({ url: 'https://ca/order/1' });
  expect(await client.order('https://ca/order/1')).toEqual({ status: 'ready' });
  const [account, order, read] = asked as [Asked, Asked, Asked];
  expect(account.head.kid).toBeUndefined();
  expect(JSON.parse(account.payload)).toEqual({ termsOfServiceAgreed: true, contact: ['mailto:a@b'] });
  expect([order.head.kid, order.head.jwk]).toEqual(['https://ca/account/1', undefined]);
  expect(JSON.parse(order.payload)).toEqual({ identifiers: [{ type: 'dns', value: 'a.example.com' }] });
  // To read is to post nothing (RFC 8555, 6.3).
  expect(read.payload).toBe('');
  expect(new Set(asked.map(({ head }) => head.nonce)).size).toBe(3);
  const { crv, kty, x, y } = keyOf();
  const thumbprint = createHash('sha256')
    .update(`{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`)
    .digest('base64url');
  expect(client.keyAuthorization('token')).toBe(`token.${thumbprint}`);
});

test('a nonce that is refused is tried again with another, a few times', async () => {
  const { client, refuseNonces } = authority({ 'https://ca/order/1': () => [200, { status: 'valid' }] });
  refuseNonces(3);
  expect(await client.order('https://ca/order/1')).toEqual({ status: 'valid' });
  refuseNonces(100);
  await expect(client.order('https://ca/order/1')).rejects.toMatchObject({ type: 'badNonce' });
});

test.each([
  [
    'a problem',
    { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'too many' },
    'rateLimited',
    'too many',
  ],
  ['a problem of its own', { type: 'about:blank' }, 'unknown', 'nothing more is said'],
  ['what is none', '<html>', 'unknown', 'nothing more is said'],
])('%s is told as what it is', async (_, body, type, detail) => {
  const { client } = authority({ 'https://ca/order/1': () => [429, body] });
  await expect(client.order('https://ca/order/1')).rejects.toMatchObject({
    name: 'AcmeProblem',
    type,
    detail,
    status: 429,
  });
});

test('why an authorization is invalid stands in its challenge', () => {
  const challenge = { type: 'http-01', url: '', token: '', status: 'invalid' } as const;
  const error = { type: 'urn:ietf:params:acme:error:connection', detail: 'refused' };
  expect(
    whyInvalid({
      challenges: [
        { ...challenge, status: 'pending' },
        { ...challenge, error },
      ],
    }),
  ).toEqual({
    type: 'connection',
    detail: 'refused',
  });
  expect(whyInvalid({ challenges: [challenge] })).toBeUndefined();
});
