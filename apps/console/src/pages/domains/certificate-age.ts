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
  const text = days === 0 ? 'ends within a day' : `${days} ${days === 1 ? 'day' : 'days'} left`;
  return { color: days < 30 ? 'orange' : 'teal', text };
}
