import { fail, ok, restApiIsMapped, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { basePathMappings, restApis, usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteRestApi, with everything below it; what it had published is taken back. */
export async function deleteRestApi(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { restApiId }: v1.DeleteRestApiRequest,
): Promise<Result<void>> {
  // The lock first, as in every write: a deployment that runs must end before its RestApi goes.
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const domains = await basePathMappings.domainsOf(uow, restApiId);
  if (domains.length > 0) return fail(restApiIsMapped(restApiId, domains));
  await restApis.remove(uow, owner, restApiId);
  // Recorded: deleting an API frees the usage plans that cover its stages.
  for (const usagePlanId of await usagePlans.dropStages(uow, restApiId, null)) {
    await publish(owner, 'publish-usage-plan', { usagePlanId });
  }
  await publish(owner, 'publish-rest-api', { restApiId });
  return ok(undefined);
}
