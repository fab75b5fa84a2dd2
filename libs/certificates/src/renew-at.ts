import type { Certificate } from './certificate.js';

/**
 * When a certificate is to be renewed, a third of its life before its end; null for one that is not issued by
 * an authority that can be asked.
 */
export function renewAtMs({ type, issued }: Pick<Certificate, 'type' | 'issued'>): number | null {
  if (type !== 'AMAZON_ISSUED' || !issued) return null;
  const { notBeforeMs, notAfterMs } = issued.facts;
  return notAfterMs - (notAfterMs - notBeforeMs) / 3;
}
