import {
  fail,
  unmappableRestApi,
  unmappableStage,
  type BasePathMapping,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';
import { requireOneProtocol } from './require-one-protocol.js';

/**
 * A mapping leads to a RestApi of the owner, which is locked so that it stays, and to a stage of it, if to
 * any one; and its domain to no WebSocket API.
 */
export async function requireMappable(
  uow: UnitOfWork,
  owner: Owner,
  to: Pick<BasePathMapping, 'domainId' | 'id' | 'restApiId' | 'stage'>,
): Promise<Result<void>> {
  const { restApiId, stage } = to;
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(unmappableRestApi);
  if (stage !== null && !(await stages.find(uow, restApiId, stage))) return fail(unmappableStage);
  return requireOneProtocol(uow, to, false);
}
