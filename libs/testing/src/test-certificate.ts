import { createPrivateKey, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** What a certificate of a test is to be like; what is left out is as usual. */
export interface TestCertificateOptions {
  /** `CN=api.example.com` by default. */
  readonly subject?: string;
  /** DNS names of the subject alternative name. */
  readonly names?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly key?: TestKey;
  /** What its key signs with: itself, and those that it issues. SHA-256 by default. */
  readonly hash?: TestHash;
  /** Whose key signs it; its own by default. */
  readonly issuer?: TestCertificate;
  /** For an authority: true, or how many may be below it. */
  readonly authority?: boolean | number;
  readonly extensions?: readonly x509.Extension[];
}

export interface TestCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  readonly subject: string;
  readonly pair: webcrypto.CryptoKeyPair;
  readonly key: TestKey;
  readonly hash: TestHash;
}

export type TestHash = 'SHA-1' | 'SHA-256' | 'SHA-384';
export type TestKey = 'P-256' | 'P-384' | 'Ed25519' | 1024 | 2048 | 4096;

const hour = 3_600_000;

/** Makes a certificate for a test, valid from an hour ago for a day unless it says otherwise. */
export async function makeTestCertificate(options: TestCertificateOptions = {}): Promise<TestCertificate> {
  const {
    subject = 'CN=api.example.com',
    names,
    key = 'P-256',
    hash = 'SHA-256',
    issuer,
    authority,
  } = options;
  const pair = await makePair(key, hash);
  const signer = issuer ?? { subject, pair, key, hash };
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex'),
    subject,
    issuer: signer.subject,
    notBefore: options.notBefore ?? new Date(Date.now() - hour),
    notAfter: options.notAfter ?? new Date(Date.now() + 24 * hour),
    publicKey: pair.publicKey,
    signingKey: signer.pair.privateKey,
    signingAlgorithm: signatureOf(signer.key, signer.hash),
    extensions: [
      new x509.BasicConstraintsExtension(
        authority !== undefined && authority !== false,
        typeof authority === 'number' ? authority : undefined,
        true,
      ),
      ...(names
        ? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))]
        : []),
      ...(options.extensions ?? []),
    ],
  });
  const exported = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey));
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: createPrivateKey({ key: exported, format: 'der', type: 'pkcs8' })
      .export({ format: 'pem', type: 'pkcs8' })
      .toString(),
    subject,
    pair,
    key,
    hash,
  };
}

const makePair = (key: TestKey, hash: TestHash): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithmOf(key, hash), true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;

// A key of RSA has its hash from the start; others are told with each signature.
const algorithmOf = (key: TestKey, hash: TestHash) =>
  typeof key === 'number'
    ? {
        name: 'RSASSA-PKCS1-v1_5',
        hash,
        modulusLength: key,
        publicExponent: new Uint8Array([1, 0, 1]),
      }
    : key === 'Ed25519'
      ? { name: 'Ed25519' }
      : { name: 'ECDSA', namedCurve: key };

const signatureOf = (key: TestKey, hash: string) =>
  typeof key === 'number'
    ? { name: 'RSASSA-PKCS1-v1_5', hash }
    : key === 'Ed25519'
      ? { name: 'Ed25519' }
      : { name: 'ECDSA', hash };
