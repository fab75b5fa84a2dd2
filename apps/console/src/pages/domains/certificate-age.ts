const dayMs = 86_400_000;

/** How a certificate's end looks to an operator. */
export interface CertificateAge {
  readonly color: 'teal' | 'orange' | 'red';
  readonly text: string;
}

/** `notAfter` in seconds since 1970; a month ahead it is time to renew. */
export function ageOf(notAfter: number | undefined, nowMs: number): CertificateAge | null {
  if (notAfter === undefined) return null;
  const days = Math.floor((notAfter * 1000 - nowMs) / dayMs);
  if (days < 0) return { color: 'red', text: 'has ended' };
  return { color: days < 30 ? 'orange' : 'teal', text: `${days} days left` };
}

/** PEM blocks of files that were dropped, whatever their names: certificate, chain, key. */
export function sortPem(text: string): { certificate: string; chain: string; key: string } {
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g) ?? [];
  const certificates = blocks.filter((block) => block.startsWith('-----BEGIN CERTIFICATE-----'));
  const keys = blocks.filter((block) => / ?PRIVATE KEY-----/.test(block.split('\n')[0] ?? ''));
  return {
    certificate: certificates[0] ?? '',
    chain: certificates.slice(1).join('\n'),
    key: keys[0] ?? '',
  };
}
