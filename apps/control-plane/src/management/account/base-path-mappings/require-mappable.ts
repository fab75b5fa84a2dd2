import {
  fail,
  ok,
  unmappableRestApi,
  unmappableStage,
  type BasePathMapping,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';

/**
 * A mapping leads to a RestApi of the owner, which is locked so that it stays, and to a stage of it, if to
 * any one.
 */
export async function requireMappable(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, stage }: Pick<BasePathMapping, 'restApiId' | 'stage'>,
): Promise<Result<void>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(unmappableRestApi);
  if (stage !== null && !(await stages.find(uow, restApiId, stage))) return fail(unmappableStage);
  return ok(undefined);
}
