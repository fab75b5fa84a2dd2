import { canonicalJson } from '../canonical-json.js';
import { digest } from '../digest.js';
import type { DocumentBodies, DocumentKind } from './documents.js';
import type { DocumentHead, Feature } from './features.js';
import { formatNumber } from './format-number.js';

/** A document ready for the feed: its bytes and their digest. */
export interface SealedDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  /** Canonical JSON. */
  readonly body: string;
  /** SHA-256 of the UTF-8 bytes of `body`, hex. */
  readonly digest: string;
  /** What the body says that it requires. */
  readonly requires: readonly Feature[];
}

/**
 * Fixes the bytes of a document. Equal documents have equal bytes, so an unchanged one is recognised by its
 * digest.
 */
export function sealDocument<K extends DocumentKind>(
  kind: K,
  name: string,
  document: DocumentBodies[K],
): SealedDocument {
  const body = bytesOf(document);
  return { kind, name, body, digest: digest(body), requires: document.requires ?? [] };
}

/** As `sealDocument`, for snapshots: they are named by their digest. */
export function sealSnapshot(snapshot: DocumentBodies['snapshot']): SealedDocument {
  const body = bytesOf(snapshot);
  const name = digest(body);
  return { kind: 'snapshot', name, body, digest: name, requires: snapshot.requires ?? [] };
}

function bytesOf<T extends DocumentHead>({ requires = [], ...document }: T): string {
  return canonicalJson({
    ...document,
    ...(requires.length > 0 && { requires }),
    formatVersion: formatNumber(requires),
  });
}
