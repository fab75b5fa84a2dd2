import { createPrivateKey, webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';

/** Keys that certificates are requested for, by ACM's words. */
export const requestedKeys = {
  RSA_2048: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  EC_prime256v1: { name: 'ECDSA', namedCurve: 'P-256' },
  EC_secp384r1: { name: 'ECDSA', namedCurve: 'P-384' },
} as const;
export type RequestedKey = keyof typeof requestedKeys;

export interface CertificateRequest {
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** PKCS #10, DER. */
  readonly request: Buffer;
}

/** A new key, and the request for a certificate of it. */
export async function newCertificateRequest(
  names: readonly string[],
  keyAlgorithm: RequestedKey,
): Promise<CertificateRequest> {
  const algorithm = requestedKeys[keyAlgorithm];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    keys,
    signingAlgorithm: { name: algorithm.name, hash: 'SHA-256' },
    extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' })
      .export({ type: 'pkcs8', format: 'pem' })
      .toString(),
    request: Buffer.from(request.rawData),
  };
}
