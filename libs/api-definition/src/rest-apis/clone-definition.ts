import type { Method } from '../method.js';
import type { Resource } from '../resource.js';
import type { RestApi } from '../rest-api.js';

/** Everything below a RestApi that a clone takes along. */
export interface DefinitionTree {
  /** By path, so parents come before their children. */
  readonly resources: readonly Resource[];
  readonly methods: readonly Method[];
}

/** The source's tree under another RestApi, with new resource ids; the root gets the target's root id. */
export function cloneDefinition(
  source: DefinitionTree,
  target: RestApi,
  newResourceId: () => string,
): DefinitionTree {
  const ids = new Map<string, string>();
  for (const { id, parentId } of source.resources) {
    ids.set(id, parentId === null ? target.rootResourceId : newResourceId());
  }
  const idOf = (id: string): string => ids.get(id) ?? id;
  return {
    resources: source.resources.map((resource) => ({
      ...resource,
      restApiId: target.id,
      id: idOf(resource.id),
      parentId: resource.parentId === null ? null : idOf(resource.parentId),
    })),
    methods: source.methods.map((method) => ({
      ...method,
      restApiId: target.id,
      resourceId: idOf(method.resourceId),
      methodIntegration: method.methodIntegration && {
        ...method.methodIntegration,
        // By default a resource's own id.
        cacheNamespace: idOf(method.methodIntegration.cacheNamespace),
      },
    })),
  };
}
