import { canonicalJson, digest, type RateLimit, type StageDocument } from '#libs/snapshot-format';
import type {
  ActiveCanary,
  ActiveMethod,
  ActiveSnapshot,
  ActiveStage,
  ClientCertificate,
} from '../invocation/active-stage.js';
import { activateObservability } from '../invocation/record/active-observability.js';
import { activateCaching } from '../invocation/response-cache/active-caching.js';
import { noWebAcls, type WebAcls } from '../invocation/web-acl.js';
import type { ResponseStore } from '../invocation/response-cache/response-store.js';
import { ownStepsOf } from '../invocation/stage-steps.js';
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
  /** Where responses are kept; null: nowhere. */
  readonly responseStore?: ResponseStore | null;
  /** Asks the web ACL of the stage, if it has one. */
  readonly webAcls?: WebAcls;
}

/** What both releases of a stage share. */
type SharedParts = Pick<ActiveStage, 'clientCertificate' | 'traceSampler'> & {
  readonly responseStore: ResponseStore | null;
  readonly webAcls: WebAcls;
};

/** Joins a stage's settings to the methods of its snapshot, and to those of its canary's. */
export function activateStage(
  document: StageDocument,
  {
    snapshot,
    canarySnapshot = null,
    clientCertificate = null,
    exportsSpans = false,
    responseStore = null,
    webAcls = noWebAcls,
  }: StageParts,
): ActiveStage {
  const sampler = exportsSpans ? traceSampler(document) : null;
  const shared = { clientCertificate, traceSampler: sampler, responseStore, webAcls };
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
  // Either of the stage's cache, or of none (guide page "Set up an API Gateway canary release").
  const parts = canary.usesStageCache ? shared : { ...shared, responseStore: null };
  const stage = { ...activateRelease(asStage, snapshot, parts, null), isCanary: true };
  return { percentTraffic, pinHeader: canaryHeader ?? null, stage };
}

function activateRelease(
  document: StageDocument,
  snapshot: ActiveSnapshot,
  { clientCertificate, traceSampler, responseStore, webAcls }: SharedParts,
  canary: ActiveCanary | null,
): ActiveStage {
  const throttles = new Map<ActiveMethod, RateLimit>();
  for (const method of snapshot.methods) {
    const throttle = document.methodThrottles[method.settingsKey] ?? document.defaultThrottle;
    if (throttle) throttles.set(method, throttle);
  }
  const release = { snapshot, variables: document.variables };
  const cachedMethods = activateCaching(document, snapshot.methods, responseStore);
  const observability = activateObservability(document.observability, snapshot.methods, document.variables);
  return {
    name: `${document.restApiId}/${document.stageName}`,
    document,
    release,
    canary,
    isCanary: false,
    resultsName: resultsNameOf(document),
    throttles,
    observability,
    cachedMethods,
    ownSteps: ownStepsOf({ document, release, observability, cachedMethods }, webAcls),
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
