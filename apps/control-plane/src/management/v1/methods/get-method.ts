import { ok, type Owner, type Result } from '#libs/api-definition';
import type { GetMethodRequest, Method as WireMethod } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findMethod } from './find-method.js';
import { presentMethod } from './method.presenter.js';

export async function getMethod(
  uow: UnitOfWork,
  owner: Owner,
  input: GetMethodRequest,
): Promise<Result<WireMethod>> {
  const method = await findMethod(uow, owner, input);
  return method.ok ? ok(presentMethod(method.value)) : method;
}
