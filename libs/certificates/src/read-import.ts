import type { KeyObject } from 'node:crypto';
import { isTakenSignature, signatureAlgorithmOf } from './algorithms.js';
import type { IssuedCertificate } from './certificate.js';
import { certificateFacts } from './certificate-facts.js';
import { checkChain } from './check-chain.js';
import { good, refused, type Checked } from './checked.js';
import { isSelfSigned, parseCertificate, type ParsedCertificate } from './parsed-certificate.js';
import { readPem } from './read-pem.js';
import { readPrivateKey } from './read-private-key.js';

/** What ImportCertificate brings, as it came. */
export interface GivenCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  /** Absent for a certificate that certifies itself. */
  readonly chain?: string;
}

export interface ReadCertificate {
  readonly issued: IssuedCertificate;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** Certificates between a server's and a root, and the root; more are more than any authority has. */
const chainMax = 10;

const notPem = 'The certificate body/chain provided is not in a valid PEM format.';
const unparsable = 'Unable to parse certificate. Please ensure the certificate is in PEM format.';

/**
 * Reads certificate, key and chain, and holds them to what a client asks at the handshake. The texts are
 * ACM's where they are known (knowledge center: acm-import-troubleshooting); ours say what was found.
 */
export function readImport(given: GivenCertificate, nowMs: number): Checked<ReadCertificate> {
  const certificate = readOne(given.certificate);
  if (!certificate.ok) return certificate;
  const key = readPrivateKey(given.privateKey);
  if (!key.ok) return key;
  const fits = checkServer(certificate.value, key.value, nowMs);
  if (!fits.ok) return fits;
  const chain = given.chain === undefined ? good([]) : readChain(given.chain);
  if (!chain.ok) return chain;
  if (chain.value.length === 0 && !isSelfSigned(certificate.value))
    return refused(
      'Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.',
    );
  const certified = checkChain(certificate.value, chain.value, nowMs);
  if (!certified.ok) return certified;
  return good({
    issued: {
      certificate: certificate.value.x509.toString(),
      chain: chain.value.map(({ x509 }) => x509.toString()).join('') || null,
      facts: certificateFacts(certificate.value),
    },
    privateKey: key.value.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
}

function readOne(text: string): Checked<ParsedCertificate> {
  const blocks = readPem(text)?.filter(({ label }) => label === 'CERTIFICATE');
  if (blocks && blocks.length > 1)
    return refused(
      'The certificate field contains more than one certificate. You can specify only one certificate in this field.',
    );
  const certificate = blocks?.[0] && parseCertificate(blocks[0].text);
  return certificate ? good(certificate) : refused(unparsable);
}

function readChain(text: string): Checked<readonly ParsedCertificate[]> {
  const blocks = readPem(text);
  if (!blocks || blocks.some(({ label }) => label !== 'CERTIFICATE')) return refused(notPem);
  if (blocks.length > chainMax)
    return refused(`The certificate chain has ${blocks.length} certificates; it can have up to ${chainMax}.`);
  const certificates = blocks.map((block) => parseCertificate(block.text));
  return certificates.every((one) => one !== undefined) ? good(certificates) : refused(unparsable);
}

/** The certificate by itself, and with its key. */
function checkServer(certificate: ParsedCertificate, key: KeyObject, nowMs: number): Checked<null> {
  const { x509, signatureOid } = certificate;
  if (!x509.checkPrivateKey(key)) return refused('The private key is not the one of the certificate.');
  if (nowMs > Date.parse(x509.validTo))
    return refused(`The certificate has expired: it was valid until ${x509.validTo}.`);
  if (nowMs < Date.parse(x509.validFrom))
    return refused(`The certificate is not valid yet: it is from ${x509.validFrom}.`);
  if (!isTakenSignature(signatureOid))
    return refused(
      `The signature algorithm ${signatureAlgorithmOf(signatureOid)} of the certificate is not supported.`,
    );
  return good(null);
}
