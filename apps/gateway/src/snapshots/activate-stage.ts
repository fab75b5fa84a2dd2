import { canonicalJson, digest, type RateLimit, type StageDocument } from '#libs/snapshot-format';
import type {
  ActiveCanary,
  ActiveMethod,
  ActiveSnapshot,
  ActiveStage,
  ClientCertificate,
} from '../invocation/active-stage.js';
import { activateObservability } from '../invocation/record/active-observability.js';
import { ActiveSampler, passiveSampler, type TraceSampler } from '../invocation/tracing/trace-sampler.js';

export interface StageParts {
  /** Of the stage's own deployment. */
  readonly snapshot: ActiveSnapshot;
  /** Of its canary's deployment; null when the document has no canary. */
  readonly canarySnapshot?: ActiveSnapshot | null;
  /** Shown to HTTP backends. */
  readonly clientCertificate?: ClientCertificate | null;
  /** This process has a collector. */
  readonly exportsSpans?: boolean;
}

/** What both releases of a stage share. */
type SharedParts = Pick<ActiveStage, 'clientCertificate' | 'traceSampler'>;

/** Joins a stage's settings to the methods of its snapshot, and to those of its canary's. */
export function activateStage(
  document: StageDocument,
  { snapshot, canarySnapshot = null, clientCertificate = null, exportsSpans = false }: StageParts,
): ActiveStage {
  const shared = { clientCertificate, traceSampler: exportsSpans ? traceSampler(document) : null };
  return activateRelease(document, snapshot, shared, activateCanary(document, canarySnapshot, shared));
}

function activateCanary(
  { canary, canaryHeader, ...document }: StageDocument,
  snapshot: ActiveSnapshot | null,
  shared: SharedParts,
): ActiveCanary | null {
  if (canary === undefined || snapshot === null) return null;
  const { percentTraffic, deploymentId, snapshotDigest, variables } = canary;
  const asStage = { ...document, deploymentId, snapshotDigest, variables };
  const stage = { ...activateRelease(asStage, snapshot, shared, null), isCanary: true };
  return { percentTraffic, pinHeader: canaryHeader ?? null, stage };
}

function activateRelease(
  document: StageDocument,
  snapshot: ActiveSnapshot,
  { clientCertificate, traceSampler }: SharedParts,
  canary: ActiveCanary | null,
): ActiveStage {
  const throttles = new Map<ActiveMethod, RateLimit>();
  for (const method of snapshot.methods) {
    const throttle = document.methodThrottles[method.settingsKey] ?? document.defaultThrottle;
    if (throttle) throttles.set(method, throttle);
  }
  return {
    name: `${document.restApiId}/${document.stageName}`,
    document,
    release: { snapshot, variables: document.variables },
    canary,
    isCanary: false,
    resultsName: resultsNameOf(document),
    throttles,
    observability: activateObservability(document.observability, snapshot.methods, document.variables),
    clientCertificate,
    traceSampler,
  };
}

function traceSampler({ observability }: StageDocument): TraceSampler {
  return observability?.tracingEnabled ? new ActiveSampler() : passiveSampler;
}

function resultsNameOf({ restApiId, stageName, ...document }: StageDocument): string {
  const { deploymentId, snapshotDigest, variables, authorizersFlushed = 0 } = document;
  const parts = [restApiId, stageName, deploymentId, snapshotDigest, variables, authorizersFlushed];
  return digest(canonicalJson(parts));
}
