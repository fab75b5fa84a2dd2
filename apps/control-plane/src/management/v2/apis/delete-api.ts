import { apiIsMapped, fail, ok, restApiNotFound, type Result } from '#libs/api-definition';
import { basePathMappings, httpApis, usagePlans } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';

/** DeleteApi, with everything below it; what it had published is taken back. */
export async function deleteApi({ uow, publish, caller }: ApiWrite, apiId: string): Promise<Result<void>> {
  // The lock first, as in every write: a deployment that runs must end before its API goes.
  if (!(await httpApis.lock(uow, caller.owner, apiId))) return fail(restApiNotFound(caller.owner, apiId));
  const domains = await basePathMappings.domainsOf(uow, apiId);
  if (domains.length > 0) return fail(apiIsMapped(apiId, domains));
  await httpApis.remove(uow, caller.owner, apiId);
  for (const usagePlanId of await usagePlans.dropStages(uow, apiId, null)) {
    await publish(caller.owner, 'publish-usage-plan', { usagePlanId });
  }
  await publish(caller.owner, 'publish-http-api', { apiId });
  return ok(undefined);
}
