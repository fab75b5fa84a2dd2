import type { CertificateFacts } from './certificate.js';

/**
 * Why a certificate may not take the place of another (User Guide: reimporting a certificate); undefined when
 * it may. The texts are ours.
 */
export function whyNotReimported(before: CertificateFacts, after: CertificateFacts): string | undefined {
  if (before.keyAlgorithm !== after.keyAlgorithm)
    return `A certificate with a key of ${before.keyAlgorithm} is not replaced by one of ${after.keyAlgorithm}.`;
  if (before.names.length > 0 && after.names.length === 0)
    return 'A certificate with names is not replaced by one without.';
  const lostUsages = before.keyUsages.filter((usage) => !after.keyUsages.includes(usage));
  if (lostUsages.length > 0)
    return `The certificate lacks the key usage ${lostUsages.join(', ')} of the one before.`;
  const lost = before.extendedKeyUsages.filter(
    (usage) => !after.extendedKeyUsages.some(({ oid }) => oid === usage.oid),
  );
  return lost.length === 0
    ? undefined
    : `The certificate lacks the extended key usage ${lost.map(({ name }) => name).join(', ')} of the one before.`;
}
