import type { Method } from '#libs/api-definition';
import { methods, resources, type UnitOfWork } from '#libs/persistence';

/** Every method of a RestApi with the path of its resource: how refusals name who still uses something. */
export async function methodsWithPaths(
  uow: UnitOfWork,
  restApiId: string,
): Promise<readonly { readonly method: Method; readonly path: string }[]> {
  const pathOf = new Map((await resources.all(uow, restApiId)).map(({ id, path }) => [id, path]));
  const found = await methods.all(uow, restApiId);
  return found.map((method) => ({ method, path: pathOf.get(method.resourceId) ?? '' }));
}
