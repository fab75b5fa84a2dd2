import type { CertificateFacts } from './certificate.js';

/**
 * Whether a certificate is for a host name, or for all that a wildcard (`*.example.com`) stands for: a
 * wildcard of the certificate stands for one label (RFC 9525). The common name counts where it is alone.
 */
export function coversName(
  { names, commonName }: Pick<CertificateFacts, 'names' | 'commonName'>,
  name: string,
): boolean {
  const wanted = name.toLowerCase();
  const own = names.length > 0 || commonName === null ? names : [commonName.toLowerCase()];
  return own.some(
    (one) =>
      one === wanted ||
      (one.startsWith('*.') &&
        !wanted.startsWith('*.') &&
        wanted.slice(wanted.indexOf('.')) === one.slice(1)),
  );
}
