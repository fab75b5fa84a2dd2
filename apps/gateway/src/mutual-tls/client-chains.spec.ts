import { createHash, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  Name,
  NameConstraints,
} from '@peculiar/asn1-x509';
import {
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name as NameText,
} from '@peculiar/x509';
import { readTruststore, Truststore, whyNotTrusted } from '#libs/certificates';
import {
  makeTestCertificate as make,
  type TestCertificate,
  type TestCertificateOptions,
} from '#libs/testing';
import { domainDocument, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { askOver, openTls } from '../testing/open-tls.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

const hour = 3_600_000;
const name = 'chains.example.com';
const past = { notBefore: new Date(Date.now() - 2 * hour), notAfter: new Date(Date.now() - hour) };
const future = { notBefore: new Date(Date.now() + hour) };

let system: TestSystem;
let root: TestCertificate;
let middle: TestCertificate;
beforeAll(async () => {
  root = await authority('root');
  middle = await authority('middle', { issuer: root });
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod('served') } }));
  await publishCertificate(system, 'c1', await makePair(name));
});
afterAll(() => system?.stop());

const authority = (subject: string, options: TestCertificateOptions = {}) =>
  make({ subject: `CN=${subject}`, authority: true, ...options });

/** A caller's chain up to the root, by an intermediate that is like this. */
async function below(
  change: TestCertificateOptions,
  ofCaller: TestCertificateOptions = {},
): Promise<readonly TestCertificate[]> {
  const above = await authority('changed', { issuer: root, ...change });
  return [await make({ subject: 'CN=caller', issuer: above, ...ofCaller }), above];
}

const caller = (options: TestCertificateOptions = {}) =>
  make({ subject: 'CN=caller', issuer: middle, ...options }).then((own) => [own, middle]);

/** Authorities one below the other, the lowest first, and a caller of that one. */
async function chainOf(length: number): Promise<readonly TestCertificate[]> {
  const chain: TestCertificate[] = [];
  for (let n = 0; n < length; n += 1)
    chain.unshift(await authority(`step ${n}`, { issuer: chain[0] ?? root }));
  return [await make({ subject: 'CN=caller', issuer: chain[0] ?? root }), ...chain];
}

const directory = (subject: string) =>
  new GeneralName({ directoryName: AsnConvert.parse(new NameText(subject).toArrayBuffer(), Name) });
const constraints = (of: { permitted?: GeneralName; excluded?: GeneralName }) =>
  new Extension(
    id_ce_nameConstraints,
    true,
    AsnConvert.serialize(
      new NameConstraints({
        ...(of.permitted && {
          permittedSubtrees: new GeneralSubtrees([new GeneralSubtree({ base: of.permitted })]),
        }),
        ...(of.excluded && {
          excludedSubtrees: new GeneralSubtrees([new GeneralSubtree({ base: of.excluded })]),
        }),
      }),
    ),
  );
const host = (dNSName: string) => new GeneralName({ dNSName });
const usage = (flags: KeyUsageFlags) => ({ extensions: [new KeyUsagesExtension(flags, true)] });
const extended = (oid: string) => ({ extensions: [new ExtendedKeyUsageExtension([oid])] });

const noIssuer = 'Could not find issuer for certificate';
/** Constraints on other names than hosts' are OpenSSL's to know. */
const byOpenSsl = 'not verified';
const notForClients = 'The certificate is not for client authentication';

/** What a caller sends, and why it is refused; null: it is served. */
const rows: readonly [string, () => Promise<readonly TestCertificate[]>, string | null][] = [
  ['nothing', () => Promise.resolve([]), 'The certificate cannot be read'],
  ['a chain without its root', () => caller(), null],
  ['a chain with its root', async () => [...(await caller()), root], null],
  ['authorities in another order', async () => [(await caller())[0]!, root, middle], null],
  ['RSA of 2048 bits', () => caller({ key: 2048 }), null],
  ['P-384 and SHA-384', () => below({ key: 'P-384', hash: 'SHA-384' }), null],
  ['what has expired', () => caller(past), 'The certificate has expired'],
  ['what is not valid yet', () => caller(future), 'The certificate is not valid yet'],
  ['RSA of 1024 bits', () => caller({ key: 1024 }), 'The key is not supported'],
  [
    'a signature with SHA-1',
    () => below({ key: 2048, hash: 'SHA-1' }),
    'The signature algorithm is not supported',
  ],
  ['what is for servers alone', () => caller(extended('1.3.6.1.5.5.7.3.1')), notForClients],
  ['what is for clients', () => caller(extended('1.3.6.1.5.5.7.3.2')), null],
  ['a key that may not sign', () => caller(usage(KeyUsageFlags.keyEncipherment)), notForClients],
  ['a key that may sign', () => caller(usage(KeyUsageFlags.digitalSignature)), null],
  ['no intermediate', async () => [(await caller())[0]!], noIssuer],
  ['an intermediate that has expired', () => below(past), noIssuer],
  ['an intermediate that is not valid yet', () => below(future), noIssuer],
  ['an intermediate with RSA of 1024 bits', () => below({ key: 1024 }), noIssuer],
  ['an intermediate that is no authority', () => below({ authority: false }), noIssuer],
  ['an intermediate that may sign no certificates', () => below(usage(KeyUsageFlags.cRLSign)), noIssuer],
  ['a chain of four', () => chainOf(2), null],
  ['a chain of five', () => chainOf(3), noIssuer],
  [
    'more authorities than the path allows',
    async () => {
      const short = await authority('short', { issuer: root, authority: 0 });
      const further = await authority('further', { issuer: short });
      return [await make({ subject: 'CN=caller', issuer: further }), further, short];
    },
    noIssuer,
  ],
  [
    'an authority of the same name and another key',
    async () => {
      const impostor = await authority('middle', { issuer: await authority('root') });
      return [await make({ subject: 'CN=caller', issuer: impostor }), impostor];
    },
    noIssuer,
  ],
  ['what certifies itself', async () => [await make({ subject: 'CN=self' })], noIssuer],
  [
    'a name that is permitted',
    () =>
      below({ extensions: [constraints({ permitted: host('example.com') })] }, { names: ['a.example.com'] }),
    null,
  ],
  [
    'a name that is not permitted',
    () =>
      below({ extensions: [constraints({ permitted: host('example.com') })] }, { names: ['a.example.org'] }),
    noIssuer,
  ],
  [
    'a name that is excluded',
    () =>
      below({ extensions: [constraints({ excluded: host('example.com') })] }, { names: ['a.example.com'] }),
    noIssuer,
  ],
  [
    'a common name that is no host’s, below an authority for hosts',
    () => below({ extensions: [constraints({ permitted: host('example.com') })] }),
    null,
  ],
  [
    'a subject that is excluded',
    () => below({ extensions: [constraints({ excluded: directory('CN=caller') })] }),
    byOpenSsl,
  ],
];

describe.each(['TLSv1.3', 'TLSv1.2'] as const)('over %s', (version) => {
  beforeAll(async () => {
    const { certificate: certificates } = root;
    const digest = createHash('sha256').update(certificates).update(version).digest('hex');
    await publishDomain(
      system,
      domainDocument({
        ...{ domainId: 'dom1', domainName: name, certificateId: 'c1', asksForClientCertificate: true },
        truststore: { certificates, digest },
      }),
    );
  });

  test.each(rows)('%s', async (_, send, refusal) => {
    const sent = await send();
    expect(whyNot(sent)).toBe(refusal === byOpenSsl ? null : refusal);
    const opened = await openTls(system.gateway.httpsPort, name, {
      sent,
      // The caller itself would send nothing weak.
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...(version === 'TLSv1.2' && { maxVersion: version }),
    });
    const response = await askOver(opened, name);
    opened.socket.destroy();
    if (refusal === null) expect(response).toBe('200 served');
    else expect(version === 'TLSv1.2' ? [forbidden, broken] : [forbidden]).toContain(response);
  });
});

const forbidden = '403 and closed {"message":"Forbidden"}';
/** In TLS 1.2 OpenSSL has a forged signature for an error of the connection. */
const broken = '400 and closed {"message":"Bad Request"}';

/** What is said in the log. */
function whyNot(sent: readonly TestCertificate[]): string | null {
  const trusted = readTruststore(root.certificate, Date.now());
  if (!trusted.ok) throw new Error(trusted.message);
  const chain = sent.map(({ certificate }) => new X509Certificate(certificate));
  return whyNotTrusted(chain, new Truststore(trusted.value.certificates), Date.now()) ?? null;
}
