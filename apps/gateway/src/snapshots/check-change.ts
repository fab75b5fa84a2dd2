import {
  digest,
  documentKinds,
  unmetRequirements,
  type DocumentBodies,
  type DocumentKind,
} from '#libs/snapshot-format';

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const longestName = 500;

/**
 * What can be said of a change without looking at its body: a kind that we do not know is refused, since
 * skipping a policy would fail open.
 */
export function checkEnvelope(change: {
  readonly kind: string;
  readonly name: string;
}): Checked<DocumentKind> {
  const kind = documentKinds.find((known) => known === change.kind);
  if (kind === undefined)
    return { ok: false, reason: `this gateway knows no documents of kind "${change.kind}"` };
  if (change.name === '' || change.name.length > longestName) {
    return { ok: false, reason: `a document's name has 1 to ${longestName} characters` };
  }
  return { ok: true, value: kind };
}

/**
 * Compares the bytes with the digest. A snapshot's name is its digest, so a snapshot under another name is
 * refused too.
 */
export function checkDigest(change: {
  readonly kind: string;
  readonly name: string;
  readonly digest: string;
  readonly body: string;
}): Checked<string> {
  if (digest(change.body) !== change.digest) {
    return { ok: false, reason: 'the body does not have the digest that it was published with' };
  }
  if (change.kind === 'snapshot' && change.name !== change.digest) {
    return { ok: false, reason: 'a snapshot is named by its digest' };
  }
  return { ok: true, value: change.body };
}

/**
 * Both of the above: what can be said of a change without building anything. A deletion has no body to look
 * at.
 */
export function checkArrival(change: {
  readonly kind: string;
  readonly name: string;
  readonly digest: string;
  readonly body: string | null;
}): Checked<DocumentKind> {
  const kind = checkEnvelope(change);
  if (!kind.ok || change.body === null) return kind;
  const intact = checkDigest({ ...change, body: change.body });
  return intact.ok ? kind : intact;
}

/** Parses a body and checks that this release has all that it requires. */
export function parseBody<K extends DocumentKind>(kind: K, text: string): Checked<DocumentBodies[K]> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // The parser's error quotes the body.
    return { ok: false, reason: 'the body is not JSON' };
  }
  const unmet = unmetRequirements(kind, body);
  return unmet === null ? { ok: true, value: body as DocumentBodies[K] } : { ok: false, reason: unmet };
}
