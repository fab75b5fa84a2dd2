import type { RateLimit, StageDocument } from '#libs/snapshot-format';
import type { ActiveMethod, ActiveSnapshot } from './active-snapshot.js';
import type { ClientCertificate } from './client-certificates.js';

/**
 * A Stage as it serves: its document, the built snapshot, and what follows from both. Immutable; a change of the stage makes
 * a new one, and requests that run keep the one that they started with.
 */
export interface ActiveStage {
  /** `<restApiId>/<stageName>`, the name of its document and the key of `apiStages` in usage plans. */
  readonly name: string;
  readonly document: StageDocument;
  readonly snapshot: ActiveSnapshot;
  /** The stage throttle of each method that has one. */
  readonly throttles: ReadonlyMap<ActiveMethod, RateLimit>;
  /** Shown to HTTP backends; null when the stage shows none. */
  readonly clientCertificate: ClientCertificate | null;
}

/** Joins a stage's settings to the methods of its snapshot. */
export function activateStage(
  document: StageDocument,
  snapshot: ActiveSnapshot,
  clientCertificate: ClientCertificate | null,
): ActiveStage {
  const throttles = new Map<ActiveMethod, RateLimit>();
  for (const method of snapshot.methods) {
    const throttle = document.methodThrottles[method.settingsKey] ?? document.defaultThrottle;
    if (throttle) throttles.set(method, throttle);
  }
  const name = `${document.restApiId}/${document.stageName}`;
  return { name, document, snapshot, throttles, clientCertificate };
}
