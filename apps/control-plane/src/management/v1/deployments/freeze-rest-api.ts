import { freezeDefinition, type FrozenDefinition, type RestApi } from '#libs/api-definition';
import { apiParts, methods, resources, type UnitOfWork } from '#libs/persistence';

/**
 * The definition of a RestApi as it stands. The caller has locked it or reads consistently: no write comes
 * between what is read.
 */
export async function freezeRestApi(uow: UnitOfWork, restApi: RestApi): Promise<FrozenDefinition> {
  return freezeDefinition(
    restApi,
    await resources.all(uow, restApi.id),
    await methods.all(uow, restApi.id),
    await apiParts.all(uow, restApi.id),
  );
}
