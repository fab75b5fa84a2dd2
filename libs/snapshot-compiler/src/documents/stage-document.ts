import {
  allowedOrigins,
  canaryHeader,
  tellsReasons,
  usesHttp2Backends,
  webAclArn,
  type MethodSetting,
  type Owner,
  type Stage,
  type Tags,
} from '#libs/api-definition';
import {
  documentNames,
  sealDocument,
  type CanaryRelease,
  type Feature,
  type RateLimit,
  type SealedDocument,
} from '#libs/snapshot-format';
import { throttleName } from './method-throttles.js';
import { accountWide, rateLimit, sameRateLimit } from './rate-limit.js';
import { stageCache } from './stage-cache.js';
import { everyMethod, stageObservability } from './stage-observability.js';

/** The snapshots of a stage's deployments, by their digests. */
export interface StageSnapshots {
  readonly own: string;
  /** Of its canary; missing or null when it has none. */
  readonly canary?: string | null;
}

/**
 * The document of a stage. A method setting's throttle replaces the one for every method (API reference:
 * MethodSetting); the numbers AWS fills in by itself, 10,000 and 5,000, are the account's and so limit
 * nothing further. Some of the RestApi's tags mean something to gateways. `trial`: of its canary, if that is
 * guarded.
 */
export function stageDocument(
  owner: Owner,
  stage: Stage,
  snapshots: StageSnapshots,
  { name, tags }: { readonly name: string; readonly tags: Tags } = { name: '', tags: {} },
  trial: number | null = null,
): SealedDocument {
  const defaultThrottle = methodThrottle(stage.methodSettings[everyMethod]);
  const cors = allowedOrigins(tags);
  const canary = canaryRelease(stage, snapshots.canary ?? null);
  const requires: Feature[] = [];
  if (stage.clientCertificateId !== null) requires.push('client-certificates');
  if (canary !== null) requires.push('canary');
  const webAcl = webAclArn(stage.tags);
  if (webAcl !== null) requires.push('web-acls');
  const header = canary && canaryHeader(stage.tags);
  const cache = stageCache(stage);
  return sealDocument('stage', documentNames.stage(stage.restApiId, stage.stageName), {
    accountId: owner.accountId,
    region: owner.region,
    restApiId: stage.restApiId,
    stageName: stage.stageName,
    deploymentId: stage.deploymentId,
    snapshotDigest: snapshots.own,
    variables: stage.variables ?? {},
    methodThrottles: methodThrottles(stage, defaultThrottle),
    defaultThrottle,
    ...(cors && { cors }),
    ...(tellsReasons(tags) && { tellsReasons: true }),
    ...(usesHttp2Backends(tags) && { http2Backends: true }),
    ...(requires.length > 0 && { requires }),
    ...(stage.clientCertificateId !== null && { clientCertificateId: stage.clientCertificateId }),
    ...(webAcl !== null && { webAclArn: webAcl }),
    ...(canary && { canary }),
    ...(canary && trial !== null && { trial }),
    ...(header && { canaryHeader: header }),
    // Gateways of before keep no results, so that there is nothing for them to understand.
    ...(stage.authorizersFlushed > 0 && { authorizersFlushed: stage.authorizersFlushed }),
    ...(cache && { cache }),
    observability: stageObservability(stage, name),
  });
}

function canaryRelease(
  { variables, canarySettings }: Stage,
  snapshotDigest: string | null,
): CanaryRelease | null {
  if (canarySettings === null || snapshotDigest === null) return null;
  const { deploymentId, percentTraffic, stageVariableOverrides, useStageCache } = canarySettings;
  return {
    deploymentId,
    snapshotDigest,
    percentTraffic,
    variables: { ...variables, ...stageVariableOverrides },
    usesStageCache: useStageCache,
  };
}

function methodThrottles(stage: Stage, defaultThrottle: RateLimit | null): Record<string, RateLimit> {
  const entries: [string, RateLimit][] = [];
  for (const [key, setting] of Object.entries(stage.methodSettings)) {
    const name = key === everyMethod ? null : throttleName(key);
    if (name === null) continue;
    const throttle = methodThrottle(setting);
    if (sameRateLimit(throttle, defaultThrottle)) continue;
    // An entry without a limit of its own lifts the one for every method: as wide as the account, so that it
    // is never narrower.
    entries.push([name, throttle ?? accountWide]);
  }
  return Object.fromEntries(entries);
}

function methodThrottle(setting: MethodSetting | undefined): RateLimit | null {
  if (!setting) return null;
  const throttle = rateLimit({
    rateLimit: setting.throttlingRateLimit,
    burstLimit: setting.throttlingBurstLimit,
  });
  return sameRateLimit(throttle, accountWide) ? null : throttle;
}
