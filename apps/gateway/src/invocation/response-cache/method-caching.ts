import { methodThrottleName, type MethodCaching, type StageCache } from '#libs/snapshot-format';
import type { ActiveMethod } from '../active-stage.js';

/** HEAD has no body to keep, and what it says of one is its length. */
const cachedMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * How a stage caches what a method answers, by the HTTP method that is asked for; empty where it does not.
 * What is set for every method means every GET; another has to have an entry of its own (guide page "Cache
 * settings for REST APIs"). Of a method for ANY an entry for one HTTP method comes before that for ANY, which
 * again means GET alone.
 */
export function methodCaching(
  { everyMethod, methods = {} }: StageCache,
  { resourcePath, httpMethod, settingsKey, streamsForMs }: MethodToCache,
): ReadonlyMap<string, MethodCaching> {
  const caching = new Map<string, MethodCaching>();
  // What streams is never cached (guide page "Stream the integration response").
  if (streamsForMs !== null) return caching;
  for (const asked of httpMethod === 'ANY'
    ? cachedMethods
    : cachedMethods.filter((name) => name === httpMethod)) {
    const own = methods[methodThrottleName(resourcePath, asked)];
    const found = asked === 'GET' ? (own ?? methods[settingsKey] ?? everyMethod) : own;
    if (found?.enabled && found.ttlSeconds > 0) caching.set(asked, found);
  }
  return caching;
}

type MethodToCache = Pick<ActiveMethod, 'resourcePath' | 'httpMethod' | 'settingsKey' | 'streamsForMs'>;
