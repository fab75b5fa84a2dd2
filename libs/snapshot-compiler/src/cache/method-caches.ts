import { isCachedByDefault, type FrozenDefinition, type Method, type Stage } from '#libs/api-definition';
import { methodThrottleName, type MethodCaching } from '#libs/snapshot-format';
import { compareText } from '../draft.js';
import { stageCache } from '../documents/stage-cache.js';

/** How a stage caches the responses of a method. */
export interface MethodCache {
  readonly path: string;
  readonly method: Method;
  /** Null when they are not cached. */
  readonly caching: MethodCaching | null;
  readonly namespace: string;
  /** Cache key parameters, as declared. */
  readonly parameters: readonly string[];
}

/**
 * Every method of a deployment with its place in the cache of a stage, by path and verb. Methods without an
 * integration are left out: they respond nothing.
 */
export function methodCaches(
  { resources, methods }: Pick<FrozenDefinition, 'resources' | 'methods'>,
  stage: Stage,
): readonly MethodCache[] {
  const cache = stageCache(stage);
  const own = new Map(Object.entries(cache?.methods ?? {}));
  const paths = new Map(resources.map(({ id, path }) => [id, path]));
  const found = methods.flatMap((method): MethodCache[] => {
    const { resourceId, httpMethod, methodIntegration: integration } = method;
    const path = paths.get(resourceId);
    if (path === undefined || integration === null) return [];
    const ofEvery = isCachedByDefault(httpMethod) ? cache?.everyMethod : undefined;
    const caching = own.get(methodThrottleName(path, httpMethod)) ?? ofEvery;
    const { cacheNamespace: namespace, cacheKeyParameters: parameters } = integration;
    return [{ path, method, caching: caching?.enabled ? caching : null, namespace, parameters }];
  });
  return found.sort(
    (one, other) =>
      compareText(one.path, other.path) || compareText(one.method.httpMethod, other.method.httpMethod),
  );
}
