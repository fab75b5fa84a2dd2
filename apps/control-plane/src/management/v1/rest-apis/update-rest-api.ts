import { isDeepStrictEqual } from 'node:util';
import {
  applyPatch,
  checkTypeChange,
  fail,
  ok,
  restApiNotFound,
  restApiPatch,
  type Owner,
  type RestApi,
  type Result,
} from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import type { Publish } from '../../../definition/publish.js';
import { presentRestApi } from './rest-api.presenter.js';
import { requireTypeLimit } from './require-rest-api-limits.js';

/** UpdateRestApi: live with the next deployment, but for the name, which metrics of its stages have. */
export async function updateRestApi(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { restApiId, patchOperations }: v1.UpdateRestApiRequest,
  limits: Limits,
): Promise<Result<v1.RestApi>> {
  const before = await restApis.lock(uow, owner, restApiId);
  if (!before) return fail(restApiNotFound(owner, restApiId));
  const patched = applyPatch(before, patchOperations, restApiPatch(v1.securityPolicyValues));
  if (!patched.ok) return patched;
  const allowed = checkTypeChange(before.endpointConfiguration, patched.value.endpointConfiguration);
  if (!allowed.ok) return allowed;
  await restApis.update(uow, patched.value);
  if (!isDeepStrictEqual(typesOf(before), typesOf(patched.value))) {
    const within = await requireTypeLimit(uow, limits, patched.value);
    if (!within.ok) return within;
  }
  if (before.name !== patched.value.name) await publish(owner, 'publish-rest-api', { restApiId });
  return ok(presentRestApi(patched.value, 'shown'));
}

const typesOf = ({ endpointConfiguration }: RestApi) => endpointConfiguration.types;
