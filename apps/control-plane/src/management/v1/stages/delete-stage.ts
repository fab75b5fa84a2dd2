import { fail, ok, stageIsMapped, stageNotFound, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { basePathMappings, restApis, stages, usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { recordStageMoves } from './record-stage-moves.js';

/**
 * DeleteStage: it ends at once; its deployment stays. Usage plans that cover the stage lose it, as they do
 * when the whole API goes (recorded: usage plans), so that a later stage of the same name is not open to them
 * unasked.
 */
export async function deleteStage(
  uow: UnitOfWork,
  publish: Publish,
  caller: CallerIdentity,
  { restApiId, stageName }: v1.DeleteStageRequest,
  nowMs: number,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, caller.owner, restApiId);
  const stage = restApi && (await stages.find(uow, restApiId, stageName));
  if (!stage) return fail(stageNotFound);
  const domains = await basePathMappings.domainsOf(uow, restApiId, stageName);
  if (domains.length > 0) return fail(stageIsMapped(stageName, domains));
  await stages.remove(uow, restApiId, stageName);
  await recordStageMoves(uow, caller, 'DeleteStage', { before: stage, after: null, nowMs });
  for (const usagePlanId of await usagePlans.dropStages(uow, restApiId, stageName)) {
    await publish(caller.owner, 'publish-usage-plan', { usagePlanId });
  }
  await publish(caller.owner, 'publish-rest-api', { restApiId });
  return ok(undefined);
}
