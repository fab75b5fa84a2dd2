import {
  fail,
  freezeDefinition,
  ok,
  restApiNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { apiParts, methods, resources, restApis, type UnitOfWork } from '#libs/persistence';

/** The definition of a RestApi as it stands, under its lock, so that no write comes between what is read. */
export async function freezeRestApi(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
): Promise<Result<FrozenDefinition>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!restApi) return fail(restApiNotFound(owner, restApiId));
  return ok(
    freezeDefinition(
      restApi,
      await resources.all(uow, restApiId),
      await methods.all(uow, restApiId),
      await apiParts.all(uow, restApiId),
    ),
  );
}
