import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import { presentRestApi } from './rest-api.presenter.js';

export async function getRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId }: v1.GetRestApiRequest,
): Promise<Result<v1.RestApi>> {
  const restApi = await restApis.find(uow, owner, restApiId);
  return restApi ? ok(presentRestApi(restApi, 'shown')) : fail(restApiNotFound(owner, restApiId));
}
