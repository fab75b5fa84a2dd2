import { keyAlgorithmOf, signatureAlgorithmOf } from './algorithms.js';
import type { CertificateFacts } from './certificate.js';
import type { ParsedCertificate } from './parsed-certificate.js';
import { extendedKeyUsagesOf, keyUsagesOf } from './usages.js';

/** What ACM tells of a certificate, whose key is one that it takes. */
export function certificateFacts(certificate: ParsedCertificate): CertificateFacts {
  const { x509, signatureOid, dnsNames, addresses, commonName } = certificate;
  return {
    subject: inOneLine(x509.subject),
    issuer: inOneLine(x509.issuer),
    serial: x509.serialNumber.toLowerCase().replace(/..(?=.)/g, '$&:'),
    signatureAlgorithm: signatureAlgorithmOf(signatureOid),
    keyAlgorithm: keyAlgorithmOf(x509.publicKey)!,
    notBeforeMs: Date.parse(x509.validFrom),
    notAfterMs: Date.parse(x509.validTo),
    commonName,
    names: [...dnsNames, ...addresses],
    keyUsages: keyUsagesOf(certificate.keyUsage),
    extendedKeyUsages: extendedKeyUsagesOf(certificate.extendedKeyUsage),
    fingerprintSha256: x509.fingerprint256,
  };
}

/** Node writes an attribute a line, with line breaks within escaped. A certificate may have no subject. */
const inOneLine = (name: string | undefined): string => (name ?? '').split('\n').join(',');
