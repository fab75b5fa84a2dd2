import {
  conflict,
  createStage as decideStage,
  fail,
  restApiNotFound,
  type Result,
  ok,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { requireDocumentationVersion } from '../documentation-versions/require-documentation-version.js';
import { recordStageMoves } from './record-stage-moves.js';
import { presentStage } from './stage.presenter.js';
import type { StageWriting } from './update-stage.js';
import { warnOfCacheKeys } from './warn-of-cache-keys.js';

/** CreateStage: a name for a deployment, live on return. */
export async function createStage(
  uow: UnitOfWork,
  publish: Publish,
  caller: CallerIdentity,
  input: v1.CreateStageRequest,
  { limits, log, nowMs }: StageWriting & { readonly limits: Limits },
): Promise<Result<v1.Stage>> {
  const { owner } = caller;
  const { restApiId, stageName } = input;
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const named = [input.deploymentId, input.canarySettings?.deploymentId ?? []].flat();
  const knownDeploymentIds = await deployments.knownIds(uow, restApiId, named);
  const created = decideStage(input, { knownDeploymentIds, nowMs });
  if (!created.ok) return created;
  if (await stages.find(uow, restApiId, stageName)) return fail(conflict('Stage already exists'));
  const documented = await requireDocumentationVersion(uow, created.value);
  if (!documented.ok) return documented;
  await stages.insert(uow, created.value);
  const within = await limits.require(uow, 'stagesPerRestApi', restApiId);
  if (!within.ok) return within;
  await recordStageMoves(uow, caller, 'CreateStage', { before: null, after: created.value, nowMs });
  await warnOfCacheKeys(uow, log, { before: null, after: created.value });
  await publish(owner, 'publish-rest-api', { restApiId });
  return ok(presentStage(created.value));
}
