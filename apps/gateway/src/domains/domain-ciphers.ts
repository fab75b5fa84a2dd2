/** What a domain's handshakes may be encrypted with: one for all domains that have the same list. */
export interface DomainCiphers {
  /** As OpenSSL takes it. */
  readonly list: string;
  has(name: string): boolean;
}

const known = new Map<string, DomainCiphers>();
/** There are as many lists as security policies. */
const knownMax = 1_000;

export function domainCiphers(list: string): DomainCiphers {
  const before = known.get(list);
  if (before) return before;
  const ciphers: DomainCiphers = { list, has: setOf(list) };
  if (known.size < knownMax) known.set(list, ciphers);
  return ciphers;
}

function setOf(list: string): (name: string) => boolean {
  const names = new Set(list.split(':'));
  return (name) => names.has(name);
}
