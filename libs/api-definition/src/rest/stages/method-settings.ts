import { httpMethods } from '../methods/method.js';
import type { MethodSetting, Stage } from './stage.js';

type MethodSettings = Stage['methodSettings'];

/** The key of the settings for every method of a stage. */
export const everyMethod = '*/*';

/** What a new entry starts from; a logging level is absent until it is set (recorded: stages). */
export const defaultMethodSetting: MethodSetting = {
  metricsEnabled: false,
  loggingLevel: null,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

/**
 * The method that a key of `methodSettings` means: a resource path with its leading slash, and an HTTP
 * method.
 */
export interface MethodSettingTarget {
  readonly resourcePath: string;
  readonly httpMethod: string;
}

/**
 * Reads a key of `methodSettings`. Clients spell one method in several ways, and each is shown as it was
 * sent: `pets/GET` (Terraform), `~1pets/GET` (CLI and CloudFormation samples), `/GET` and `~1/GET` for the
 * root. Null for a key that names no method; the resource need not exist.
 */
export function methodSettingTarget(key: string): MethodSettingTarget | null {
  if (key === everyMethod) return { resourcePath: '*', httpMethod: '*' };
  const slash = key.lastIndexOf('/');
  const httpMethod = key.slice(slash + 1);
  if (slash < 0 || !httpMethods.some((known) => known === httpMethod)) return null;
  const path = key.slice(0, slash).replaceAll('~1', '/').replaceAll('~0', '~');
  return { resourcePath: path.startsWith('/') ? path : `/${path}`, httpMethod };
}

/**
 * The spelling under which the stage already has settings for what `key` means, so that a method never has
 * two entries.
 */
export function spelledInStage(settings: MethodSettings, key: string): string {
  const target = methodSettingTarget(key);
  return Object.keys(settings).find((other) => sameTarget(methodSettingTarget(other), target)) ?? key;
}

/**
 * What applies to a method: its own entry, else the one for every method, else null (the stage sets nothing).
 */
export function effectiveMethodSetting(
  settings: MethodSettings,
  resourcePath: string,
  httpMethod: string,
): MethodSetting | null {
  const own = Object.keys(settings).find((key) =>
    sameTarget(methodSettingTarget(key), { resourcePath, httpMethod }),
  );
  return settings[own ?? everyMethod] ?? null;
}

/**
 * One setting changed. A new entry starts from what every method has at that moment, else from the defaults;
 * later changes for every method leave it alone (recorded: stages). What every method has caches GET alone,
 * so a throttle that is set for a POST does not begin to cache it.
 */
export function withMethodSetting(
  settings: MethodSettings,
  key: string,
  change: Partial<MethodSetting>,
): MethodSettings {
  const spelled = spelledInStage(settings, key);
  const before = settings[spelled] ?? newEntry(settings, spelled);
  return { ...settings, [spelled]: { ...before, ...change } };
}

function newEntry(settings: MethodSettings, key: string): MethodSetting {
  const ofEvery = settings[everyMethod] ?? defaultMethodSetting;
  const httpMethod = methodSettingTarget(key)?.httpMethod ?? '';
  return isCachedByDefault(httpMethod) ? ofEvery : { ...ofEvery, cachingEnabled: false };
}

/**
 * Whether a method is cached when every method of the stage is told to be: GET is (guide page
 * "api-gateway-caching"), and so is a GET that a method for any verb takes. Others need an entry of their
 * own.
 */
export const isCachedByDefault = (httpMethod: string): boolean =>
  httpMethod === 'GET' || httpMethod === 'ANY';

function sameTarget(a: MethodSettingTarget | null, b: MethodSettingTarget | null): boolean {
  return a !== null && b !== null && a.resourcePath === b.resourcePath && a.httpMethod === b.httpMethod;
}
