import type { Certificate, CertificateStatus } from './certificate.js';

/** ACM's word for what a certificate is at a time. */
export function statusAt(
  { status, issued }: Pick<Certificate, 'status' | 'issued'>,
  nowMs: number,
): CertificateStatus | 'EXPIRED' {
  return status === 'ISSUED' && issued && issued.facts.notAfterMs < nowMs ? 'EXPIRED' : status;
}
