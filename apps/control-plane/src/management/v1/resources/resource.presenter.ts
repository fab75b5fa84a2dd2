import type { Method, Resource } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { presentMethod } from '../methods/method.presenter.js';

/**
 * The root has neither parentId nor pathPart; `resourceMethods` is absent while there is no method (recorded:
 * resources).
 */
export function presentResource(
  { id, parentId, pathPart, path }: Resource,
  resourceMethods: Readonly<Record<string, v1.Method>> = {},
): v1.Resource {
  return {
    id,
    ...(parentId !== null && { parentId }),
    ...(pathPart !== null && { pathPart }),
    path,
    ...(Object.keys(resourceMethods).length > 0 && { resourceMethods: { ...resourceMethods } }),
  };
}

/** Which methods there are, each an empty object: what responses show unless `embed=methods` is given. */
export const methodNames = (names: readonly string[]): Record<string, v1.Method> =>
  Object.fromEntries(names.map((name) => [name, {}]));

/** The methods in full. */
export const embeddedMethods = (methods: readonly Method[]): Record<string, v1.Method> =>
  Object.fromEntries(methods.map((method) => [method.httpMethod, presentMethod(method)]));
