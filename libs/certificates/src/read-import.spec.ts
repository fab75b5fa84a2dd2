import { createPrivateKey } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import { Extension, KeyUsageFlags, KeyUsagesExtension } from '@peculiar/x509';
import { makeTestCertificate, type TestCertificate, type TestCertificateOptions } from '#libs/testing';
import { readImport, type GivenCertificate } from './read-import.js';
import { given } from './testing/given.js';

const day = 86_400_000;
const now = Date.now();
const ago = (days: number) => new Date(now - days * day);

const make = makeTestCertificate;
let root: TestCertificate;
let intermediate: TestCertificate;
let server: TestCertificate;
beforeAll(async () => {
  root = await make({ subject: 'CN=Root', authority: true });
  intermediate = await make({ subject: 'CN=Intermediate', authority: true, issuer: root });
  server = await make({ issuer: intermediate, names: ['api.example.com'] });
});

const subtrees = (...names: readonly string[]) =>
  new GeneralSubtrees(
    names.map(
      (name) =>
        new GeneralSubtree({
          base: new GeneralName(/^\d/.test(name) ? { iPAddress: name } : { dNSName: name }),
        }),
    ),
  );
const constraints = (of: { permitted?: string[]; excluded?: string[] }) =>
  new Extension(
    id_ce_nameConstraints,
    true,
    AsnConvert.serialize(
      new NameConstraints({
        ...(of.permitted && { permittedSubtrees: subtrees(...of.permitted) }),
        ...(of.excluded && { excludedSubtrees: subtrees(...of.excluded) }),
      }),
    ),
  );

/** A server's certificate and its chain, by an intermediate that is like this. */
async function below(
  change: TestCertificateOptions,
  ofServer: TestCertificateOptions = { names: ['api.example.com'] },
): Promise<GivenCertificate> {
  const above = await make({ subject: 'CN=Changed', authority: true, issuer: root, ...change });
  return given(await make({ issuer: above, ...ofServer }), above, change.issuer ?? root);
}

const order = (index: number) =>
  `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`;
const unvalidated = (index: number, reason: string) =>
  `Could not validate the certificate with the certificate chain. The certificate at index ${index} ${reason}.`;
const selfSigned =
  'Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.';

const taken: readonly [string, () => GivenCertificate | Promise<GivenCertificate>][] = [
  ['a chain up to the root', () => given(server, intermediate, root)],
  ['a chain without the root', () => given(server, intermediate)],
  ['one that certifies itself', async () => given(await make())],
  ['RSA of 2048 bits', async () => given(await make({ key: 2048 }))],
  ['P-384, signed with SHA-384', async () => given(await make({ key: 'P-384', hash: 'SHA-384' }))],
  [
    'a root that is signed with SHA-1',
    async () => {
      const old = await make({ subject: 'CN=Old', authority: true, hash: 'SHA-1' });
      return given(await make({ issuer: { ...old, hash: 'SHA-256' } }), old);
    },
  ],
  ['names that are permitted', () => below({ extensions: [constraints({ permitted: ['example.com'] })] })],
  [
    'a wildcard that is permitted',
    () => below({ extensions: [constraints({ permitted: ['.example.com'] })] }, { names: ['*.example.com'] }),
  ],
  [
    'white space around PEM',
    () => {
      const { certificate, privateKey, chain } = given(server, intermediate, root);
      return { certificate: `\r\n${certificate}\n`, privateKey, chain: `\n\n${chain}\r\n` };
    },
  ],
  [
    'a key in the old form of RSA',
    async () => {
      const one = await make({ key: 2048 });
      const pkcs1 = createPrivateKey(one.privateKey).export({ format: 'pem', type: 'pkcs1' }).toString();
      return { ...given(one), privateKey: pkcs1 };
    },
  ],
];

test.each(taken)('%s is taken', async (_, make) => {
  expect(readImport(await make(), now)).toMatchObject({ ok: true });
});

const refusals: readonly [string, () => GivenCertificate | Promise<GivenCertificate>, string | RegExp][] = [
  [
    'one that has expired',
    async () => given(await make({ notBefore: ago(3), notAfter: ago(1) })),
    /^The certificate has expired: it was valid until /,
  ],
  [
    'one that is not valid yet',
    async () => given(await make({ notBefore: ago(-1), notAfter: ago(-2) })),
    /^The certificate is not valid yet: it is from /,
  ],
  [
    'the key of another',
    () => ({ ...given(server, intermediate), privateKey: root.privateKey }),
    'The private key is not the one of the certificate.',
  ],
  ['a chain in another order', () => given(server, root, intermediate), order(0)],
  ['a chain without the intermediate', () => given(server, root), order(0)],
  [
    'a chain with a gap further up',
    async () => {
      const second = await make({ subject: 'CN=Second', authority: true, issuer: intermediate });
      return given(await make({ issuer: second }), second, root);
    },
    order(1),
  ],
  ['no chain where one is needed', () => given(server), selfSigned],
  [
    'a chain of the certificate itself',
    async () => {
      const one = await make();
      return given(one, one);
    },
    order(0),
  ],
  [
    'an authority of the same name with another key',
    async () => {
      const twin = await make({ subject: 'CN=Intermediate', authority: true, issuer: root });
      return given(server, twin, root);
    },
    unvalidated(0, 'has not signed the one before it'),
  ],
  [
    'a signature with SHA-1',
    async () => given(await make({ key: 2048, hash: 'SHA-1' })),
    'The signature algorithm SHA1WITHRSA of the certificate is not supported.',
  ],
  [
    'an intermediate that is signed with SHA-1',
    async () => {
      const rsaRoot = await make({ subject: 'CN=RSA', authority: true, key: 2048, hash: 'SHA-1' });
      return below({ issuer: rsaRoot });
    },
    unvalidated(0, 'has a signature that is not supported'),
  ],
  [
    'RSA of 1024 bits',
    async () => given(await make({ key: 1024 })),
    'The private key length 1024 is not supported for key algorithm.',
  ],
  [
    'an authority with RSA of 1024 bits',
    () => below({ key: 1024 }),
    unvalidated(0, 'has a key that is not supported'),
  ],
  [
    'a key of a kind that TLS clients do not know',
    async () => given(await make({ key: 'Ed25519' })),
    'The private key is not supported.',
  ],
  [
    'an intermediate that has expired',
    () => below({ notBefore: ago(3), notAfter: ago(1) }),
    unvalidated(0, 'has expired'),
  ],
  [
    'an intermediate that is not valid yet',
    () => below({ notBefore: ago(-1), notAfter: ago(-2) }),
    unvalidated(0, 'is not valid yet'),
  ],
  [
    'an intermediate that is no authority',
    () => below({ authority: false }),
    unvalidated(0, 'is not one of an authority'),
  ],
  [
    'an authority that may not sign certificates',
    () => below({ extensions: [new KeyUsagesExtension(KeyUsageFlags.cRLSign, true)] }),
    order(0),
  ],
  [
    'more authorities than the path allows',
    async () => {
      const short = await make({ subject: 'CN=Short', authority: 0, issuer: root });
      const further = await make({ subject: 'CN=Further', authority: true, issuer: short });
      return given(await make({ issuer: further }), further, short, root);
    },
    unvalidated(1, 'allows fewer authorities below it'),
  ],
  [
    'a name that is not permitted',
    () => below({ extensions: [constraints({ permitted: ['example.org'] })] }),
    unvalidated(0, 'may not certify the name api.example.com'),
  ],
  [
    'a name that is excluded',
    () => below({ extensions: [constraints({ excluded: ['example.com'] })] }),
    unvalidated(0, 'may not certify the name api.example.com'),
  ],
  [
    'a common name that is not permitted, where it is the only name',
    () => below({ extensions: [constraints({ permitted: ['example.org'] })] }, {}),
    unvalidated(0, 'may not certify the name api.example.com'),
  ],
  [
    'a chain that is too long',
    async () => {
      const chain = [root];
      for (let n = 0; n < 10; n += 1)
        chain.unshift(await make({ subject: `CN=${n}`, authority: true, issuer: chain[0]! }));
      return given(await make({ issuer: chain[0]! }), ...chain);
    },
    'The certificate chain has 11 certificates; it can have up to 10.',
  ],
];

test.each(refusals)('%s is refused, and why', async (_, make, message) => {
  const read = readImport(await make(), now);
  expect(read).toEqual({
    ok: false,
    message: (typeof message === 'string' ? message : expect.stringMatching(message)) as string,
  });
});

test('what ACM tells of a certificate is read of it', async () => {
  const one = await make({
    subject: 'C=DE, O=Example, CN=api.example.com',
    names: ['API.example.com', '*.example.com'],
    key: 2048,
  });
  const read = readImport(given(one), now);
  if (!read.ok) throw new Error(read.message);
  const { issued, privateKey } = read.value;
  expect(createPrivateKey(privateKey).equals(createPrivateKey(one.privateKey))).toBe(true);
  expect(issued).toMatchObject({ certificate: one.certificate, chain: null });
  expect(issued.facts).toMatchObject({
    subject: 'C=DE,O=Example,CN=api.example.com',
    issuer: 'C=DE,O=Example,CN=api.example.com',
    serial: expect.stringMatching(/^([\da-f]{2}:)+[\da-f]{2}$/) as string,
    signatureAlgorithm: 'SHA256WITHRSA',
    keyAlgorithm: 'RSA_2048',
    commonName: 'api.example.com',
    names: ['api.example.com', '*.example.com'],
  });
});
