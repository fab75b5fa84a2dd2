import { canonicalJson, digest, type RateLimit, type StageDocument } from '#libs/snapshot-format';
import type {
  ActiveMethod,
  ActiveSnapshot,
  ActiveStage,
  ClientCertificate,
} from '../invocation/active-stage.js';
import { activateObservability } from '../invocation/record/active-observability.js';

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
  const release = { snapshot, variables: document.variables };
  return {
    name,
    document,
    release,
    resultsName: resultsNameOf(document),
    throttles,
    observability: activateObservability(document.observability, snapshot.methods),
    clientCertificate,
    traceSampler: null,
  };
}

function resultsNameOf({ restApiId, stageName, ...document }: StageDocument): string {
  const { deploymentId, snapshotDigest, variables, authorizersFlushed = 0 } = document;
  const parts = [restApiId, stageName, deploymentId, snapshotDigest, variables, authorizersFlushed];
  return digest(canonicalJson(parts));
}
