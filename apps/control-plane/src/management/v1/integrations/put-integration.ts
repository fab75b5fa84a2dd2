import { ok, putIntegration as decideIntegration, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod } from '../methods/find-method.js';
import { requireVpcLinks } from '../../account/vpc-links/require-vpc-links.js';
import { presentIntegration } from './integration.presenter.js';

export async function putIntegration(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.PutIntegrationRequest,
): Promise<Result<v1.Integration>> {
  const method = await lockMethod(uow, owner, input);
  if (!method.ok) return method;
  const put = decideIntegration(method.value, input);
  if (!put.ok) return put;
  const linked = await requireVpcLinks(uow, owner, [put.value.methodIntegration]);
  if (!linked.ok) return linked;
  await methods.update(uow, put.value);
  return ok(presentIntegration(put.value.methodIntegration!));
}
