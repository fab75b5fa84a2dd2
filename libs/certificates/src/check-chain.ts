import { isTakenSignature, keyAlgorithmOf } from './algorithms.js';
import { good, refused, type Checked } from './checked.js';
import { constrainedName } from './name-constraints.js';
import { isSelfSigned, type ParsedCertificate } from './parsed-certificate.js';

/**
 * Whether each certificate of a chain certifies the one before it, the first the server's own: what a client
 * would find out at the handshake. That nobody may trust the last of them is not asked. The first sentences
 * are ACM's; what follows them says which certificate, and why.
 */
export function checkChain(
  server: ParsedCertificate,
  chain: readonly ParsedCertificate[],
  nowMs: number,
): Checked<null> {
  const below = [server];
  for (const [index, authority] of chain.entries()) {
    const subject = below.at(-1)!;
    if (authority.x509.raw.equals(subject.x509.raw) || !subject.x509.checkIssued(authority.x509))
      return refused(
        `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`,
      );
    const reason = whyNotAuthority(authority, below, nowMs);
    if (reason !== undefined)
      return refused(
        `Could not validate the certificate with the certificate chain. The certificate at index ${index} ${reason}.`,
      );
    below.push(authority);
  }
  return good(null);
}

/** Why an authority cannot certify what is below it, the last of which names it as its issuer. */
export function whyNotAuthority(
  authority: ParsedCertificate,
  below: readonly ParsedCertificate[],
  nowMs: number,
): string | undefined {
  const { x509, signatureOid, isAuthority, pathLength } = authority;
  if (!isAuthority) return 'is not one of an authority';
  if (!below.at(-1)!.x509.verify(x509.publicKey)) return 'has not signed the one before it';
  if (nowMs > Date.parse(x509.validTo)) return 'has expired';
  if (nowMs < Date.parse(x509.validFrom)) return 'is not valid yet';
  const algorithm = keyAlgorithmOf(x509.publicKey);
  if (algorithm === undefined || algorithm === 'RSA_1024') return 'has a key that is not supported';
  // Of one that certifies itself nobody checks the signature.
  if (!isTakenSignature(signatureOid) && !isSelfSigned(authority))
    return 'has a signature that is not supported';
  const between = below.slice(1).filter((one) => one.x509.subject !== one.x509.issuer).length;
  if (pathLength !== null && between > pathLength) return 'allows fewer authorities below it';
  for (const one of below) {
    const name = constrainedName(one, authority);
    // Names of authorities are held to it too, where they have such.
    if (name !== undefined && (one === below[0] || one.dnsNames.includes(name)))
      return `may not certify the name ${name}`;
  }
  return undefined;
}
