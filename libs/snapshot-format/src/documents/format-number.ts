import type { DocumentKind } from './documents.js';
import type { Feature } from './features.js';

/**
 * Releases before `requires` counted formats with one number per kind, and refuse a document with a higher
 * one than theirs. What they can read still carries the number that they know it by. Nothing is added here:
 * what came later is `unreadable` for all of them.
 */
const numbers: Partial<Record<Feature, number>> = {
  'content-handling': 2,
  'vpc-links': 3,
  'integration-credentials': 4,
  'client-certificates': 2,
};
const unreadable = 1_000;

/** The highest number of each kind that was ever written without `requires`; 1 where none is given. */
const newestNumbers: Partial<Record<DocumentKind, number>> = { snapshot: 4, stage: 2 };

/**
 * The number under which gateways of those releases take a document that needs these features, or refuse it.
 */
export function formatNumber(requires: readonly Feature[]): number {
  return Math.max(1, ...requires.map((feature) => numbers[feature] ?? unreadable));
}

/** The newest number of a kind in documents without `requires`. */
export function newestFormatNumber(kind: DocumentKind): number {
  return newestNumbers[kind] ?? 1;
}

/**
 * What of these features a gateway does not know. `capabilities`: what it says of itself; null of a release
 * that said nothing.
 */
export function featuresLacking(
  requires: readonly Feature[],
  capabilities: readonly string[] | null,
): readonly Feature[] {
  return requires.filter((feature) =>
    capabilities === null ? numbers[feature] === undefined : !capabilities.includes(feature),
  );
}
