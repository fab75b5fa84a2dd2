import { createHash, type X509Certificate } from 'node:crypto';
import { derContent, derValuesWithin, readDer } from '../der.js';

/** Bytes of an entry. */
const entrySize = 8;

/**
 * Which certificates were revoked: 8 bytes for each, in order, so that a hundred thousand of them are 800 KB
 * and one is found in 17 comparisons. The bytes are the beginning of a hash over the key that has issued the
 * certificate and its serial number; that another certificate has the same ones happens once in 10^14.
 */
export class Revocations {
  constructor(private readonly entries: Buffer) {}

  get count(): number {
    return this.entries.length / entrySize;
  }

  /** @param issuer whose key has signed the certificate. */
  has(certificate: X509Certificate, issuer: X509Certificate): boolean {
    if (this.entries.length === 0) return false;
    const wanted = revocationEntry(issuerIdOf(issuer), serialOf(certificate));
    for (let low = 0, high = this.count - 1; low <= high;) {
      const middle = (low + high) >>> 1;
      const order = this.entries.compare(wanted, 0, entrySize, middle * entrySize, (middle + 1) * entrySize);
      if (order === 0) return true;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}

/** Who has issued, by the key alone: a name may be another's, too. */
export const issuerIdOf = ({ publicKey }: X509Certificate): Buffer =>
  createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest();

/** @param serial the content of its INTEGER. */
export const revocationEntry = (issuerId: Buffer, serial: Buffer): Buffer =>
  createHash('sha256').update(issuerId).update(serial).digest().subarray(0, entrySize);

/** In order, each once. */
export function sortedEntries(entries: readonly Buffer[]): Buffer {
  const sorted = [...entries].sort((one, other) => one.compare(other));
  return Buffer.concat(sorted.filter((one, index) => index === 0 || !one.equals(sorted[index - 1]!)));
}

/** As the certificate writes it: version, then the number (RFC 5280, 4.1). */
function serialOf({ raw }: X509Certificate): Buffer {
  const [, serial] = derValuesWithin(raw, readDer(raw, readDer(raw, 0).contentFrom));
  return derContent(raw, serial!);
}
