import { isTakenSignature, keyAlgorithmOf, signatureAlgorithmOf } from '../algorithms.js';
import { good, refused, type Checked } from '../checked.js';
import { isSelfSigned, parseCertificate, type ParsedCertificate } from '../parsed-certificate.js';
import { readPem } from '../read-pem.js';

/** Whom a domain with mutual TLS lets certify its callers. */
export interface ReadTruststore {
  /** PEM: those that are used, each once. */
  readonly certificates: string;
  /** A sentence for each that is not used, or not yet, in their order. */
  readonly warnings: readonly string[];
}

/** Bytes that a truststore may have. */
export const truststoreBytesMax = 1024 * 1024;
const certificatesMax = 1_000;
/** More would fill the domain's response, and say nothing new. */
const warningsMax = 20;

/**
 * Reads a truststore. Certificates that can certify nobody are left out with a warning, as AWS does
 * (developer guide: mutual TLS); one of which nothing is left is refused. The texts are ours.
 */
export function readTruststore(text: string, nowMs: number): Checked<ReadTruststore> {
  const blocks = readPem(withoutNotes(text))?.filter(({ label }) => label === 'CERTIFICATE');
  if (!blocks || blocks.length === 0) return refused('it holds no certificates in PEM format');
  if (blocks.length > certificatesMax)
    return refused(`it holds ${blocks.length} certificates; it can hold up to ${certificatesMax}`);
  const used = new Map<string, string>();
  const warnings: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const certificate = parseCertificate(block.text);
    const flaw = certificate ? flawOf(certificate, nowMs) : unreadable;
    if (flaw) warnings.push(`Certificate ${index + 1}${nameOf(certificate)} ${flaw.says}`);
    if (certificate && !flaw?.isLeftOut)
      used.set(certificate.x509.fingerprint256, certificate.x509.toString());
  }
  if (used.size === 0) return refused(`none of its certificates can be used: ${warnings[0]}`);
  return good({ certificates: [...used.values()].join(''), warnings: warnings.slice(0, warningsMax) });
}

interface Flaw {
  readonly says: string;
  readonly isLeftOut: boolean;
}

const unreadable: Flaw = { says: 'cannot be read and is not used', isLeftOut: true };

function flawOf(certificate: ParsedCertificate, nowMs: number): Flaw | undefined {
  const { x509, signatureOid, isAuthority } = certificate;
  const algorithm = keyAlgorithmOf(x509.publicKey);
  const leftOut = (says: string): Flaw => ({ says: `${says} and is not used`, isLeftOut: true });
  if (algorithm === undefined || algorithm === 'RSA_1024') return leftOut('has a key that is not supported');
  const selfSigned = isSelfSigned(certificate);
  // Of an anchor nobody checks the signature; AWS asks for SHA-256 all the same.
  if (!isTakenSignature(signatureOid))
    return leftOut(`is signed with ${signatureAlgorithmOf(signatureOid)}, which is not supported,`);
  if (!isAuthority && !selfSigned) return leftOut('is not one of an authority');
  if (nowMs > Date.parse(x509.validTo)) return leftOut(`has expired on ${x509.validTo}`);
  return nowMs < Date.parse(x509.validFrom)
    ? { says: `is not valid until ${x509.validFrom}`, isLeftOut: false }
    : undefined;
}

const nameOf = (certificate: ParsedCertificate | undefined): string =>
  certificate ? ` (${(certificate.x509.subject ?? '').split('\n').join(',').slice(0, 200)})` : '';

/** Bundles have names and comments between their blocks. */
const withoutNotes = (text: string): string => {
  const blocks: string[] = [];
  for (let from = 0; ;) {
    const begin = text.indexOf('-----BEGIN ', from);
    const end = begin < 0 ? -1 : text.indexOf('-----END ', begin);
    const close = end < 0 ? -1 : text.indexOf('-----', end + 9);
    if (close < 0) return blocks.join('\n');
    blocks.push(text.slice(begin, close + 5));
    from = close + 5;
  }
};
