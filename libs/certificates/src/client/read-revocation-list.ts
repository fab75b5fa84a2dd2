import { verify, type KeyObject } from 'node:crypto';
import { isTakenSignature, signatureAlgorithmOf } from '../algorithms.js';
import { good, refused, type Checked } from '../checked.js';
import { derContent, derTags, derTimeMs, derValuesWithin, readDer, type DerValue } from '../der.js';
import { whyNotListed } from './revocation-list-extensions.js';
import { issuerIdOf, revocationEntry } from './revocations.js';
import type { Truststore } from './truststore.js';

/** What a list (CRL) of an authority says. */
export interface ReadRevocationList {
  /** One for each certificate, in no order (`revocationEntry`). */
  readonly entries: readonly Buffer[];
  /** From then on it is out of date. */
  readonly nextUpdateMs: number;
}

/** Bytes that a list may have, and certificates that it may name. */
export const revocationListBytesMax = 16 * 1024 * 1024;
export const revokedMax = 200_000;

/** Clocks of authorities may be ahead. */
const aheadMs = 5 * 60_000;
const unreadable = refused('it is no revocation list (CRL) in PEM format or DER');

/**
 * Reads a list of revoked certificates (RFC 5280, 5), and holds it to whom it may speak for: an authority of
 * the truststore has signed it, and it is of now. Lists of parts, of changes and for others are refused, as
 * they would let in whom they do not name. The texts are ours.
 */
export function readRevocationList(
  encoded: Buffer,
  truststore: Truststore,
  nowMs: number,
): Checked<ReadRevocationList> {
  try {
    const der = derOf(encoded);
    return der ? read(der, truststore, nowMs) : unreadable;
  } catch {
    // A value that is cut, or none.
    return unreadable;
  }
}

function read(der: Buffer, truststore: Truststore, nowMs: number): Checked<ReadRevocationList> {
  const [list, algorithm, signature] = derValuesWithin(der, readDer(der, 0));
  const listed = [...derValuesWithin(der, list!)];
  // Version 1 says none, and has no extensions.
  if (listed[0]!.tag === derTags.integer) listed.shift();
  const [, , thisUpdate, nextUpdate, ...rest] = listed;
  const thisUpdateMs = derTimeMs(der, thisUpdate!);
  if (nextUpdate?.tag !== derTags.utcTime && nextUpdate?.tag !== derTags.generalizedTime)
    return refused('it does not say when the next one comes (nextUpdate)');
  const nextUpdateMs = derTimeMs(der, nextUpdate);
  const revoked = rest.find(({ tag }) => tag === derTags.sequence);
  const extensions = rest.find(({ tag }) => tag === 0xa0);
  const [oid] = derValuesWithin(der, algorithm!);
  const signatureOid = oidOf(derContent(der, oid!));
  if (!isTakenSignature(signatureOid))
    return refused(`it is signed with ${signatureAlgorithmOf(signatureOid)}, which is not supported`);
  // Of a bit string the first byte counts the bits that are none.
  const signed = {
    list: der.subarray(list!.from, list!.to),
    signature: derContent(der, signature!).subarray(1),
  };
  const issuer = truststore.all.find(
    (one) => one.mayRevoke && isSigned(signed, one.x509.publicKey, signatureOid),
  );
  if (!issuer) return refused('no authority of the truststore has signed it');
  if (thisUpdateMs > nowMs + aheadMs)
    return refused(`it is not valid until ${new Date(thisUpdateMs).toISOString()}`);
  if (nextUpdateMs < nowMs) return refused(`it is out of date since ${new Date(nextUpdateMs).toISOString()}`);
  const why = whyNotListed(der, extensions);
  if (why !== undefined) return refused(why);
  return readEntries(der, revoked, issuerIdOf(issuer.x509), nextUpdateMs);
}

function readEntries(
  der: Buffer,
  revoked: DerValue | undefined,
  issuerId: Buffer,
  nextUpdateMs: number,
): Checked<ReadRevocationList> {
  const entries: Buffer[] = [];
  for (const entry of revoked ? derValuesWithin(der, revoked) : []) {
    if (entries.length === revokedMax) return refused(`it names more than ${revokedMax} certificates`);
    const [serial, , extensions] = derValuesWithin(der, entry);
    const why = extensions && whyNotListed(der, extensions);
    if (why !== undefined) return refused(why);
    entries.push(revocationEntry(issuerId, derContent(der, serial!)));
  }
  return good({ entries, nextUpdateMs });
}

interface Signed {
  readonly list: Buffer;
  readonly signature: Buffer;
}

function isSigned({ list, signature }: Signed, key: KeyObject, signatureOid: string): boolean {
  const [, bits = '', kind] = /^SHA(\d+)WITH(RSA|ECDSA)$/.exec(signatureAlgorithmOf(signatureOid)) ?? [];
  const type = kind === 'RSA' ? 'rsa' : 'ec';
  return key.asymmetricKeyType === type && verify(`sha${bits}`, list, key, signature);
}

const begin = '-----BEGIN X509 CRL-----';

function derOf(encoded: Buffer): Buffer | undefined {
  if (encoded[0] === derTags.sequence) return encoded;
  const text = encoded.toString('latin1');
  const from = text.indexOf(begin);
  const to = text.indexOf('-----END X509 CRL-----', from);
  return from < 0 || to < 0 ? undefined : Buffer.from(text.slice(from + begin.length, to), 'base64');
}

/** `1.2.840.10045.4.3.2` of its bytes (X.690, 8.19). */
function oidOf(bytes: Buffer): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(...(parts.length === 0 ? [Math.min(2, Math.floor(value / 40)), value % 40] : [value]));
      value = 0;
    }
  }
  return parts.join('.');
}
