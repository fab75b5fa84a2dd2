import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import { readCertificatePair } from './read-certificate-pair.js';

let authority: TestCertificate;
let server: TestCertificate;
let other: TestCertificate;
beforeAll(async () => {
  authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  server = await makeTestCertificate({ issuer: authority });
  other = await makeTestCertificate();
});

const chain = () => `${server.certificate}\n${authority.certificate}\n`;
const half = (text: string) => text.slice(0, text.length / 2);

test('a server certificate with its chain and its key are a pair', () => {
  expect(readCertificatePair({ cert: chain(), key: server.privateKey })).toMatchObject({
    cert: chain(),
    key: server.privateKey,
  });
});

test.each<[what: string, cert: () => string, key: () => string, reason: RegExp]>([
  ['an empty file', () => '', () => server.privateKey, /^there is no certificate$/],
  ['the key in its place', () => server.privateKey, () => server.privateKey, /^there is no certificate$/],
  [
    'half a certificate',
    () => half(server.certificate),
    () => server.privateKey,
    /^a certificate is not whole$/,
  ],
  [
    'a chain that breaks off',
    () => chain() + half(authority.certificate),
    () => server.privateKey,
    /^a certificate is not whole$/,
  ],
  [
    'a certificate with a hole',
    () => server.certificate.replace(/\n[^\n]{10}/, '\n'),
    () => server.privateKey,
    /^certificate 1 cannot be read$/,
  ],
  [
    'another hole further on',
    () => server.certificate + authority.certificate.replace(/\n[^\n]{10}/, '\n'),
    () => server.privateKey,
    /^certificate 2 cannot be read$/,
  ],
  ['no key', chain, () => '', /^there is no whole private key$/],
  ['half a key', chain, () => half(server.privateKey), /^there is no whole private key$/],
  [
    'a key with a hole',
    chain,
    () => server.privateKey.replace(/\n[^\n]{10}/, '\n'),
    /^the private key cannot/,
  ],
  [
    'an encrypted key',
    chain,
    () => server.privateKey.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'),
    /^the private key is encrypted$/,
  ],
  ["another's key", chain, () => other.privateKey, /^the key is not the one of the certificate$/],
  [
    'the chain in another order',
    () => `${authority.certificate}\n${server.certificate}`,
    () => server.privateKey,
    /^the key is not the one of the certificate$/,
  ],
])('%s is none, and the reason says nothing of the key', (_what, cert, key, reason) => {
  const read = readCertificatePair({ cert: cert(), key: key() });
  expect(read).toMatch(reason);
  for (const line of server.privateKey.split('\n').slice(1, -2)) expect(read).not.toContain(line);
});
