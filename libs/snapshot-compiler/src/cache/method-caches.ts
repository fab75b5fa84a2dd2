import { parseMappingSource } from '#libs/mapping-templates';
import { type FrozenDefinition, type Integration, type Method, type Stage } from '#libs/api-definition';
import { methodThrottleName, type MethodCaching, type StageCache } from '#libs/snapshot-format';
import { compareText } from '../draft.js';
import { stageCache } from '../documents/stage-cache.js';

/** How a stage caches the responses of a method to requests of one verb. */
export interface MethodCache {
  readonly path: string;
  readonly method: Method;
  /** Of the requests; the method's own, but where that is ANY. */
  readonly requestMethod: string;
  /** Null when they are not cached. */
  readonly caching: MethodCaching | null;
  readonly namespace: string;
  /** Cache key parameters, as declared. */
  readonly parameters: readonly string[];
}

/**
 * Every method of a deployment with its place in the cache of a stage, by path and verb: as gateways cache
 * it. One for ANY is there for each verb that is cached, else once. Methods without an integration are left
 * out: they respond nothing.
 */
export function methodCaches(
  { resources, methods }: Pick<FrozenDefinition, 'resources' | 'methods'>,
  stage: Stage,
): readonly MethodCache[] {
  const cache = stageCache(stage);
  const paths = new Map(resources.map(({ id, path }) => [id, path]));
  const found = methods.flatMap((method): MethodCache[] => {
    const path = paths.get(method.resourceId);
    const integration = method.methodIntegration;
    if (path === undefined || integration === null) return [];
    const { cacheNamespace: namespace, cacheKeyParameters: parameters } = integration;
    const base = { path, method, namespace, parameters };
    const cached = isCacheable(integration) ? cachings(cache, path, method.httpMethod) : [];
    return cached.length === 0
      ? [{ ...base, requestMethod: method.httpMethod, caching: null }]
      : cached.map(([requestMethod, caching]) => ({ ...base, requestMethod, caching }));
  });
  return found.sort(
    (one, other) =>
      compareText(one.path, other.path) ||
      compareText(one.method.httpMethod, other.method.httpMethod) ||
      compareText(one.requestMethod, other.requestMethod),
  );
}

/** HEAD never is. */
const cachedVerbs = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

function cachings(
  cache: StageCache | undefined,
  path: string,
  httpMethod: string,
): readonly (readonly [verb: string, caching: MethodCaching])[] {
  if (cache === undefined) return [];
  const own = new Map(Object.entries(cache.methods ?? {}));
  const verbs = httpMethod === 'ANY' ? cachedVerbs : cachedVerbs.filter((verb) => verb === httpMethod);
  return verbs.flatMap((verb) => {
    const ofVerb = own.get(methodThrottleName(path, verb));
    const ofAll =
      verb === 'GET' ? (own.get(methodThrottleName(path, httpMethod)) ?? cache.everyMethod) : null;
    const caching = ofVerb ?? ofAll;
    return caching?.enabled ? [[verb, caching] as const] : [];
  });
}

/** What streams is not cached, nor is what has a key that cannot be read (`bad-cache-key`). */
function isCacheable({ responseTransferMode, cacheKeyParameters, requestParameters }: Integration): boolean {
  const isRead = (name: string): boolean => {
    const source = requestParameters?.[name] ?? name.replace(/^integration\./, 'method.');
    return parseMappingSource(source).ok;
  };
  return responseTransferMode !== 'STREAM' && cacheKeyParameters.every(isRead);
}
