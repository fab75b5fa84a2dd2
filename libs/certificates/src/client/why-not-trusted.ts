import type { X509Certificate } from 'node:crypto';
import { keyAlgorithmOf, isTakenSignature } from '../algorithms.js';
import { whyNotAuthority } from '../check-chain.js';
import { isSelfSigned, parseCertificate, type ParsedCertificate } from '../parsed-certificate.js';
import type { Revocations } from './revocations.js';
import type { Truststore } from './truststore.js';

/** From the caller's own to the one of the truststore, both counted (developer guide: mutual TLS). */
const chainMax = 4;
/** More than this a caller has no reason to send. */
const sentMax = 8;
/** Certificates looked at for one caller, as issuers of the same name multiply. */
const stepsMax = 64;

const clientAuthentication = '1.3.6.1.5.5.7.3.2';
const anyUsage = '2.5.29.37.0';
const digitalSignature = 1;

const noIssuer = 'Could not find issuer for certificate';

/**
 * Why a truststore does not vouch for a caller; undefined when it does. Any certificate of the truststore may
 * end the chain, a root or not. That the caller has the key is TLS's to prove. AWS asks for no revocation
 * (developer guide: mutual TLS); what is given here counts for every certificate of the chain. The first text
 * is AWS's (knowledge center), the others are ours.
 *
 * @param sent what the caller has sent, its own certificate first.
 */
export function whyNotTrusted(
  sent: readonly X509Certificate[],
  truststore: Truststore,
  nowMs: number,
  revocations: Revocations | null = null,
): string | undefined {
  if (sent.length > sentMax) return 'The caller has sent too many certificates';
  const [own, ...others] = sent.map((one) => parseCertificate(one.raw));
  if (!own) return 'The certificate cannot be read';
  const flaw = flawOf(own, nowMs);
  if (flaw !== undefined) return flaw;
  // Whoever put it there means this one caller.
  if (truststore.has(own) && isSelfSigned(own)) return undefined;
  const authorities = others.filter((one) => one !== undefined);
  let steps = 0;
  let isAnyRevoked = false;
  const isRevoked = (subject: ParsedCertificate, authority: ParsedCertificate): boolean => {
    const revoked = revocations?.has(subject.x509, authority.x509) ?? false;
    isAnyRevoked ||= revoked;
    return revoked;
  };
  const isCertified = (below: readonly ParsedCertificate[]): boolean => {
    if (below.length >= chainMax) return false;
    const subject = below.at(-1)!;
    const certifies = (authority: ParsedCertificate): boolean =>
      ++steps <= stepsMax &&
      !below.some(({ x509 }) => x509.raw.equals(authority.x509.raw)) &&
      subject.x509.checkIssued(authority.x509) &&
      whyNotAuthority(authority, below, nowMs) === undefined &&
      !isRevoked(subject, authority);
    return (
      truststore.issuersOf(subject).some(certifies) ||
      authorities.some((one) => certifies(one) && isCertified([...below, one]))
    );
  };
  if (isCertified([own])) return undefined;
  return isAnyRevoked ? 'The certificate, or one that certifies it, has been revoked' : noIssuer;
}

/** What is wrong with the caller's own certificate, whoever has issued it. */
function flawOf(certificate: ParsedCertificate, nowMs: number): string | undefined {
  const { x509, signatureOid, keyUsage, extendedKeyUsage } = certificate;
  if (nowMs > Date.parse(x509.validTo)) return 'The certificate has expired';
  if (nowMs < Date.parse(x509.validFrom)) return 'The certificate is not valid yet';
  const algorithm = keyAlgorithmOf(x509.publicKey);
  if (algorithm === undefined || algorithm === 'RSA_1024') return 'The key is not supported';
  if (!isTakenSignature(signatureOid)) return 'The signature algorithm is not supported';
  const isForClients =
    extendedKeyUsage === null ||
    extendedKeyUsage.includes(clientAuthentication) ||
    extendedKeyUsage.includes(anyUsage);
  if (!isForClients || (keyUsage !== null && (keyUsage & digitalSignature) === 0))
    return 'The certificate is not for client authentication';
  return undefined;
}
