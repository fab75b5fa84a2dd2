import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findMethod } from './find-method.js';
import { presentMethod } from './method.presenter.js';

export async function getMethod(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetMethodRequest,
): Promise<Result<v1.Method>> {
  const method = await findMethod(uow, owner, input);
  return method.ok ? ok(presentMethod(method.value)) : method;
}
