import {
  applyPatch,
  fail,
  gatewayResponsePatchPaths,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { resolveGatewayResponse } from '#libs/gateway-responses';
import { gatewayResponses, restApis, type UnitOfWork } from '#libs/persistence';
import { presentGatewayResponse } from './gateway-response.presenter.js';

/**
 * UpdateGatewayResponse. A type that was not set is changed from its default and is set from then on
 * (recorded: gateway responses).
 */
export async function updateGatewayResponse(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, responseType, patchOperations }: v1.UpdateGatewayResponseRequest,
): Promise<Result<v1.GatewayResponse>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const stored = await gatewayResponses.find(uow, restApiId, responseType);
  // The built-in template is there to be replaced or removed, though it is not stored.
  const { responseTemplates } = resolveGatewayResponse(responseType, { [responseType]: stored });
  const before = {
    ...(stored ?? { restApiId, responseType, statusCode: null, responseParameters: {} }),
    responseTemplates,
  };
  const patched = applyPatch(before, patchOperations, gatewayResponsePatchPaths);
  if (!patched.ok) return patched;
  // Nothing to change leaves a type that was not set as it was.
  const after = patched.value;
  if (after === before && !stored) {
    return ok(presentGatewayResponse(responseType, await gatewayResponses.all(uow, restApiId)));
  }
  await gatewayResponses.save(uow, [after]);
  return ok(presentGatewayResponse(responseType, [after]));
}
