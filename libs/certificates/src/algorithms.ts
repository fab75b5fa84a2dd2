import type { KeyObject } from 'node:crypto';
import type { KeyAlgorithm } from './certificate.js';

const ofRsa: Readonly<Record<number, KeyAlgorithm>> = {
  1024: 'RSA_1024',
  2048: 'RSA_2048',
  3072: 'RSA_3072',
  4096: 'RSA_4096',
};
const ofCurve: Readonly<Record<string, KeyAlgorithm>> = {
  prime256v1: 'EC_prime256v1',
  secp384r1: 'EC_secp384r1',
  secp521r1: 'EC_secp521r1',
};

/** ACM's word for a key, public or private; undefined for keys that it does not take. */
export function keyAlgorithmOf(key: KeyObject): KeyAlgorithm | undefined {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return ofRsa[modulusLength];
  return key.asymmetricKeyType === 'ec' ? ofCurve[namedCurve] : undefined;
}

/** How certificates may be signed, by OID (RFC 4055, 5758), and ACM's words for it. */
const signatures: Readonly<Record<string, { readonly word: string; readonly isWeak?: true }>> = {
  '1.2.840.113549.1.1.4': { word: 'MD5WITHRSA', isWeak: true },
  '1.2.840.113549.1.1.5': { word: 'SHA1WITHRSA', isWeak: true },
  '1.2.840.113549.1.1.11': { word: 'SHA256WITHRSA' },
  '1.2.840.113549.1.1.12': { word: 'SHA384WITHRSA' },
  '1.2.840.113549.1.1.13': { word: 'SHA512WITHRSA' },
  '1.2.840.113549.1.1.10': { word: 'RSASSA-PSS' },
  '1.2.840.10045.4.1': { word: 'SHA1WITHECDSA', isWeak: true },
  '1.2.840.10045.4.3.2': { word: 'SHA256WITHECDSA' },
  '1.2.840.10045.4.3.3': { word: 'SHA384WITHECDSA' },
  '1.2.840.10045.4.3.4': { word: 'SHA512WITHECDSA' },
};

/** ACM's word for a signature algorithm; the OID itself where it has none. */
export const signatureAlgorithmOf = (oid: string): string => signatures[oid]?.word ?? oid;

/** TLS clients take none of MD5 and SHA-1, nor what nobody knows. */
export const isTakenSignature = (oid: string): boolean =>
  signatures[oid] !== undefined && !signatures[oid].isWeak;
