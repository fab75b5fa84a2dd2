import { ok, putMethodResponse as decideResponse, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod } from '../methods/find-method.js';
import { presentMethodResponse } from '../methods/method.presenter.js';
import { referencesOf } from '../methods/references-of.js';

export async function putMethodResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.PutMethodResponseRequest,
): Promise<Result<v1.MethodResponse>> {
  const method = await lockMethod(uow, owner, input);
  if (!method.ok) return method;
  const response = {
    statusCode: input.statusCode,
    responseParameters: input.responseParameters ?? null,
    responseModels: input.responseModels ?? null,
  };
  const put = decideResponse(method.value, response, await referencesOf(uow, input.restApiId, response));
  if (!put.ok) return put;
  await methods.update(uow, put.value);
  return ok(presentMethodResponse(response));
}
