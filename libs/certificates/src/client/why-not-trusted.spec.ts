import { X509Certificate } from 'node:crypto';
import { ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension } from '@peculiar/x509';
import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import { readTruststore } from './read-truststore.js';
import { Truststore } from './truststore.js';
import { whyNotTrusted } from './why-not-trusted.js';

const hour = 3_600_000;
const noIssuer = 'Could not find issuer for certificate';
const make = (subject: string, options: Parameters<typeof makeTestCertificate>[0] = {}) =>
  makeTestCertificate({ subject: `CN=${subject}`, ...options });
const authority = (subject: string, issuer?: TestCertificate, options = {}) =>
  make(subject, { authority: true, ...(issuer && { issuer }), ...options });

let root: TestCertificate;
let middle: TestCertificate;
let low: TestCertificate;
let lowest: TestCertificate;
let caller: TestCertificate;
beforeAll(async () => {
  root = await authority('root');
  middle = await authority('middle', root);
  low = await authority('low', middle);
  lowest = await authority('lowest', low);
  caller = await make('caller', { issuer: middle });
});

const textOf = (...certificates: readonly TestCertificate[]) =>
  certificates.map(({ certificate }) => certificate).join('');

function why(sent: readonly TestCertificate[], trusted: readonly TestCertificate[], nowMs = Date.now()) {
  const read = readTruststore(textOf(...trusted), Date.now());
  if (!read.ok) throw new Error(read.message);
  return whyNotTrusted(
    sent.map(({ certificate }) => new X509Certificate(certificate)),
    new Truststore(read.value.certificates),
    nowMs,
  );
}

test('any authority of the truststore may end the chain, with what the caller has sent in between', () => {
  expect(why([caller, middle], [root])).toBeUndefined();
  expect(why([caller], [root, middle])).toBeUndefined();
  expect(why([caller], [middle])).toBeUndefined();
  expect(why([caller, root, middle], [root])).toBeUndefined();
  expect(why([caller], [root])).toBe(noIssuer);
  expect(why([caller, middle], [low])).toBe(noIssuer);
});

test('another authority of the same name certifies nobody', async () => {
  const impostor = await authority('middle');
  expect(why([caller], [impostor])).toBe(noIssuer);
  expect(why([await make('caller', { issuer: impostor }), impostor], [root, middle])).toBe(noIssuer);
});

test('a chain of four is taken, one of five is not', async () => {
  expect(why([await make('a', { issuer: low }), low, middle], [root])).toBeUndefined();
  const deep = await make('b', { issuer: lowest });
  expect(why([deep, lowest, low, middle], [root])).toBe(noIssuer);
  expect(why([deep, lowest, low], [middle])).toBeUndefined();
});

test('a certificate that certifies itself is taken when it is in the truststore itself', async () => {
  const own = await make('own');
  expect(why([own], [root, own])).toBeUndefined();
  expect(why([own], [root])).toBe(noIssuer);
  expect(why([await make('x', { issuer: own })], [own])).toBe(noIssuer);
});

test('what is wrong with the caller’s own certificate is said', async () => {
  const of = (options: object) => make('caller', { issuer: root, ...options });
  const usage = (oid: string) => ({ extensions: [new ExtendedKeyUsageExtension([oid])] });
  const cases: readonly (readonly [object, string | undefined])[] = [
    [
      { notBefore: new Date(Date.now() - 2 * hour), notAfter: new Date(Date.now() - hour) },
      'The certificate has expired',
    ],
    [{ notBefore: new Date(Date.now() + hour) }, 'The certificate is not valid yet'],
    [{ key: 1024 }, 'The key is not supported'],
    [{ key: 'Ed25519' }, 'The key is not supported'],
    [usage('1.3.6.1.5.5.7.3.1'), 'The certificate is not for client authentication'],
    [usage('1.3.6.1.5.5.7.3.2'), undefined],
    [{ key: 2048 }, undefined],
  ];
  for (const [options, expected] of cases) expect(why([await of(options)], [root])).toBe(expected);
});

test('an authority that is not one, has expired or is weak certifies nobody in between', async () => {
  for (const flaw of [
    { authority: false },
    { notBefore: new Date(Date.now() - 2 * hour), notAfter: new Date(Date.now() - hour) },
    { key: 1024 as const },
  ]) {
    const between = await authority('between', root, flaw);
    expect(why([await make('caller', { issuer: between }), between], [root])).toBe(noIssuer);
  }
});

test('a truststore that expires lets nobody in from then on', () => {
  expect(why([caller, middle], [root], Date.now() + 25 * hour)).toBe('The certificate has expired');
});

const expired = { notBefore: new Date(Date.now() - 2 * hour), notAfter: new Date(Date.now() - hour) };
const rubbish = '-----BEGIN CERTIFICATE-----\ncnViYmlzaA==\n-----END CERTIFICATE-----\n';

/** What stands in a truststore behind an authority, the warning (null: none), and whether it counts. */
test.each<[string, () => Promise<string>, string | null, boolean]>([
  ['another authority', async () => textOf(await authority('other')), null, true],
  ['an authority that another certifies', async () => textOf(await authority('x', root)), null, true],
  ['the same again', () => Promise.resolve(textOf(root)), null, false],
  ['one that certifies itself alone', async () => textOf(await make('own')), null, true],
  ['RSA of 2048 bits', async () => textOf(await authority('x', undefined, { key: 2048 })), null, true],
  [
    'what has expired',
    async () => textOf(await authority('x', undefined, expired)),
    'Certificate 2 (CN=x) has expired on a day and is not used',
    false,
  ],
  [
    'what is not valid yet',
    async () => textOf(await authority('x', undefined, { notBefore: new Date(Date.now() + hour) })),
    'Certificate 2 (CN=x) is not valid until a day',
    true,
  ],
  [
    'RSA of 1024 bits',
    async () => textOf(await authority('x', undefined, { key: 1024 })),
    'Certificate 2 (CN=x) has a key that is not supported and is not used',
    false,
  ],
  [
    'another kind of key',
    async () => textOf(await authority('x', undefined, { key: 'Ed25519' })),
    'Certificate 2 (CN=x) has a key that is not supported and is not used',
    false,
  ],
  [
    'SHA-1',
    async () => textOf(await authority('x', undefined, { key: 2048, hash: 'SHA-1' })),
    'Certificate 2 (CN=x) is signed with SHA1WITHRSA, which is not supported, and is not used',
    false,
  ],
  [
    'one of a caller',
    () => Promise.resolve(textOf(caller)),
    'Certificate 2 (CN=caller) is not one of an authority and is not used',
    false,
  ],
  [
    'an authority that may not sign certificates',
    async () =>
      textOf(
        await authority('x', root, { extensions: [new KeyUsagesExtension(KeyUsageFlags.cRLSign, true)] }),
      ),
    'Certificate 2 (CN=x) is not one of an authority and is not used',
    false,
  ],
  ['rubbish', () => Promise.resolve(rubbish), 'Certificate 2 cannot be read and is not used', false],
])('in a truststore: %s', async (_, text, warning, isUsed) => {
  const second = await text();
  const read = readTruststore(`# ours\n${textOf(root)}# theirs\n${second}`, Date.now());
  if (!read.ok) throw new Error(read.message);
  expect(read.value.warnings.map((said) => said.replace(/(on|until) [A-Z].*GMT/, '$1 a day'))).toEqual(
    warning === null ? [] : [warning],
  );
  expect(read.value.certificates).toBe(textOf(root) + (isUsed ? second : ''));
});

test.each([
  ['', 'it holds no certificates in PEM format'],
  ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'none of its certificates can be used'],
  ['-----BEGIN CERTIFICATE-----'.repeat(1000), 'it holds no certificates in PEM format'],
])('a truststore without a certificate that can be used is refused (%#)', (text, message) => {
  const read = readTruststore(text, Date.now());
  expect(read.ok ? '' : read.message).toContain(message);
});
