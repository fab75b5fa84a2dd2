import { canonicalJson, digest, type RateLimit, type StageDocument } from '#libs/snapshot-format';
import type {
  ActiveMethod,
  ActiveSnapshot,
  ActiveStage,
  ClientCertificate,
} from '../invocation/active-stage.js';
import { activateObservability } from '../invocation/record/active-observability.js';
import { ActiveSampler, passiveSampler, type TraceSampler } from '../invocation/tracing/trace-sampler.js';

/** Joins a stage's settings to the methods of its snapshot. `exportsSpans`: this process has a collector. */
export function activateStage(
  document: StageDocument,
  snapshot: ActiveSnapshot,
  clientCertificate: ClientCertificate | null,
  exportsSpans = false,
): ActiveStage {
  const throttles = new Map<ActiveMethod, RateLimit>();
  for (const method of snapshot.methods) {
    const throttle = document.methodThrottles[method.settingsKey] ?? document.defaultThrottle;
    if (throttle) throttles.set(method, throttle);
  }
  const name = `${document.restApiId}/${document.stageName}`;
  const release = { snapshot, variables: document.variables };
  return {
    name,
    document,
    release,
    resultsName: resultsNameOf(document),
    throttles,
    observability: activateObservability(document.observability, snapshot.methods, document.variables),
    clientCertificate,
    traceSampler: exportsSpans ? traceSampler(document) : null,
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
