import { conflict, fail, ok, putMethod as decideMethod, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockResource } from './find-method.js';
import { presentMethod } from './method.presenter.js';
import { referencesOf } from './references-of.js';

export async function putMethod(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.PutMethodRequest,
): Promise<Result<v1.Method>> {
  const locked = await lockResource(uow, owner, input);
  if (!locked.ok) return locked;
  const put = decideMethod(input, await referencesOf(uow, input.restApiId, input));
  if (!put.ok) return put;
  const { restApiId, resourceId, httpMethod } = put.value;
  if (await methods.find(uow, restApiId, resourceId, httpMethod)) {
    return fail(conflict('Method already exists for this resource'));
  }
  await methods.insert(uow, [put.value]);
  return ok(presentMethod(put.value));
}
