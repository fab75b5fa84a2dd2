import {
  fail,
  isQuickCreate,
  ok,
  restApiNotFound,
  updatedHttpApi,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpApis } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';
import { deployAutomatically } from '../deployments/deploy-automatically.js';
import { changeQuickCreated } from './make-quick-created.js';

/** UpdateApi: members that are missing stay. Stages that deploy by themselves serve the change at once. */
export async function updateApi(write: ApiWrite, input: v2.UpdateApiRequest): Promise<Result<HttpApi>> {
  const { uow, publish, caller } = write;
  const { apiId } = input;
  const before = await httpApis.lock(uow, caller.owner, apiId);
  if (!before) return fail(restApiNotFound(caller.owner, apiId));
  const api = updatedHttpApi(before, input);
  if (!api.ok) return api;
  await httpApis.update(uow, api.value);
  if (isQuickCreate(input)) {
    const changed = await changeQuickCreated(uow, api.value, input);
    if (!changed.ok) return changed;
  }
  await deployAutomatically(write, api.value);
  // The name of an API is told apart from its deployments.
  if (before.name !== api.value.name) await publish(caller.owner, 'publish-http-api', { apiId });
  return ok(api.value);
}

/** DeleteCorsConfiguration: no matter whether there is one. */
export async function deleteCorsConfiguration(write: ApiWrite, apiId: string): Promise<Result<void>> {
  const { uow, caller } = write;
  const before = await httpApis.lock(uow, caller.owner, apiId);
  if (!before) return fail(restApiNotFound(caller.owner, apiId));
  const api = { ...before, corsConfiguration: null };
  await httpApis.update(uow, api);
  await deployAutomatically(write, api);
  return ok(undefined);
}
