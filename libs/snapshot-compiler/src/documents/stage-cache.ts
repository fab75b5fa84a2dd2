import {
  isCachedByDefault,
  methodSettingTarget,
  spelledInStage,
  type MethodSetting,
  type Stage,
} from '#libs/api-definition';
import type { CacheInvalidation, MethodCaching, StageCache } from '#libs/snapshot-format';
import { throttleName } from './method-throttles.js';
import { everyMethod } from './stage-observability.js';

/**
 * The response cache of a stage; undefined without a cache cluster. A cluster alone keeps nothing: caching is
 * switched on for every method, which means every GET, or for one by an entry of its own, which may be of any
 * verb (guide page "api-gateway-caching").
 */
export function stageCache(stage: Stage): StageCache | undefined {
  if (!stage.cacheClusterEnabled) return undefined;
  const ofEvery = methodCaching(stage.methodSettings[everyMethod]);
  const methods = Object.entries(stage.methodSettings).flatMap(([key, setting]) => {
    const name = key === everyMethod ? null : throttleName(key);
    if (name === null) return [];
    const caching = methodCaching(setting);
    return isSame(caching, withoutEntry(stage, key, ofEvery))
      ? []
      : [[name, caching ?? switchedOff(setting)] as const];
  });
  const namespaces = stage.flushedCacheNamespaces;
  return {
    sizeBytes: Math.floor(Number(stage.cacheClusterSize) * 1024 ** 3),
    flushed: stage.cacheEpoch,
    ...(Object.keys(namespaces).length > 0 && { flushedNamespaces: namespaces }),
    ...(ofEvery && { everyMethod: ofEvery }),
    ...(methods.length > 0 && { methods: Object.fromEntries(methods) }),
  };
}

/** What holds of a method without its entry. That for any verb, if there is one, is about its GETs. */
function withoutEntry(
  { methodSettings }: Stage,
  key: string,
  ofEvery: MethodCaching | null,
): MethodCaching | null {
  const target = methodSettingTarget(key);
  if (target === null || !isCachedByDefault(target.httpMethod)) return null;
  const forAny = spelledInStage(methodSettings, `${target.resourcePath}/ANY`);
  return target.httpMethod === 'GET' && Object.hasOwn(methodSettings, forAny)
    ? methodCaching(methodSettings[forAny])
    : ofEvery;
}

/** Null when nothing is cached: switched off, or kept for no time at all, which is the same at AWS. */
function methodCaching(setting: MethodSetting | undefined): MethodCaching | null {
  if (!setting?.cachingEnabled || setting.cacheTtlInSeconds === 0) return null;
  return { ...switchedOff(setting), enabled: true };
}

const switchedOff = (setting: MethodSetting): MethodCaching => ({
  enabled: false,
  ttlSeconds: setting.cacheTtlInSeconds,
  encrypted: setting.cacheDataEncrypted,
  invalidation: invalidation(setting),
});

function invalidation(setting: MethodSetting): CacheInvalidation {
  if (!setting.requireAuthorizationForCacheControl) return 'ANYONE';
  switch (setting.unauthorizedCacheControlHeaderStrategy) {
    case 'FAIL_WITH_403':
    case 'SUCCEED_WITHOUT_RESPONSE_HEADER':
      return setting.unauthorizedCacheControlHeaderStrategy;
    default:
      return 'SUCCEED_WITH_RESPONSE_HEADER';
  }
}

const isSame = (one: MethodCaching | null, other: MethodCaching | null): boolean =>
  one === null || other === null
    ? one === other
    : one.ttlSeconds === other.ttlSeconds &&
      one.encrypted === other.encrypted &&
      one.invalidation === other.invalidation;
