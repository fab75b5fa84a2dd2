import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentDeployment } from './deployment.presenter.js';

/** GetDeployments: newest first. */
export async function getDeployments(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDeploymentsRequest,
): Promise<Result<v1.Deployments>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (listPage) => deployments.list(uow, restApiId, listPage),
    deployments.listPosition,
  );
  return ok({ item: items.map((one) => presentDeployment(one)), position });
}
