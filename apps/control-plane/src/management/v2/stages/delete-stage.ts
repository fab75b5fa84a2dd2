import {
  fail,
  managedStage,
  ok,
  restApiNotFound,
  stageIsMapped,
  stageNotFound,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { basePathMappings, httpApis, httpStages, usagePlans } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';
import { recordHttpStageMoves } from './move-http-stage.js';

/** DeleteStage: it ends at once; its deployment stays. Usage plans that cover it lose it. */
export async function deleteHttpStage(
  write: ApiWrite,
  { apiId, stageName }: v2.DeleteStageRequest,
): Promise<Result<void>> {
  const { uow, publish, caller } = write;
  if (!(await httpApis.lock(uow, caller.owner, apiId))) return fail(restApiNotFound(caller.owner, apiId));
  const stage = await httpStages.find(uow, apiId, stageName);
  if (!stage) return fail(stageNotFound);
  if (stage.apiGatewayManaged) return fail(managedStage);
  const domains = await basePathMappings.domainsOf(uow, apiId, stageName);
  if (domains.length > 0) return fail(stageIsMapped(stageName, domains));
  await httpStages.remove(uow, apiId, stageName);
  await recordHttpStageMoves(write, 'DeleteStage', { before: stage, after: null });
  for (const usagePlanId of await usagePlans.dropStages(uow, apiId, stageName)) {
    await publish(caller.owner, 'publish-usage-plan', { usagePlanId });
  }
  await publish(caller.owner, 'publish-http-api', { apiId });
  return ok(undefined);
}
