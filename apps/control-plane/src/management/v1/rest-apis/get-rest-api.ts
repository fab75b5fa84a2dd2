import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { GetRestApiRequest, RestApi as WireRestApi } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import { presentRestApi } from './rest-api.presenter.js';

export async function getRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId }: GetRestApiRequest,
): Promise<Result<WireRestApi>> {
  const restApi = await restApis.find(uow, owner, restApiId);
  return restApi ? ok(presentRestApi(restApi, 'shown')) : fail(restApiNotFound(owner, restApiId));
}
