import {
  deploymentIdsIn,
  fail,
  logsRoleMissing,
  ok,
  patchStage,
  stageNotFound,
  startsLog,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accounts, deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { Publish } from '../../../definition/publish.js';
import { requireClientCertificate } from '../client-certificates/require-client-certificate.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { requireDocumentationVersion } from '../documentation-versions/require-documentation-version.js';
import { recordStageMoves } from './record-stage-moves.js';
import { withCacheStatus } from './cache-status.js';
import { presentStage } from './stage.presenter.js';
import { warnOfCacheKeys } from './warn-of-cache-keys.js';

/** What the writes of a Stage need beside their input. */
export interface StageWriting {
  readonly log: Logger;
  readonly nowMs: number;
}

/** UpdateStage: settings, variables, canary, and the roll-back (`/deploymentId`); live on return. */
export async function updateStage(
  uow: UnitOfWork,
  publish: Publish,
  caller: CallerIdentity,
  input: v1.UpdateStageRequest,
  { log, nowMs }: StageWriting,
): Promise<Result<v1.Stage>> {
  const { restApiId, stageName, patchOperations } = input;
  const restApi = await restApis.lock(uow, caller.owner, restApiId);
  const stored = restApi && (await stages.find(uow, restApiId, stageName));
  if (!stored) return fail(stageNotFound);
  const before = await withCacheStatus(uow, stored);
  const named = deploymentIdsIn(patchOperations);
  const knownDeploymentIds = await deployments.knownIds(uow, restApiId, named);
  const patched = patchStage(before, patchOperations, { knownDeploymentIds, nowMs });
  if (!patched.ok) return patched;
  const documented = await requireDocumentationVersion(uow, patched.value);
  if (!documented.ok) return documented;
  const certified = await requireClientCertificate(uow, caller.owner, patched.value);
  if (!certified.ok) return certified;
  if (startsLog(before, patched.value)) {
    const { cloudwatchRoleArn } = await accounts.get(uow, caller.owner);
    if (cloudwatchRoleArn === null) return fail(logsRoleMissing);
  }
  await stages.update(uow, patched.value);
  await recordStageMoves(uow, caller, 'UpdateStage', { before, after: patched.value, nowMs });
  await warnOfCacheKeys(uow, log, { before, after: patched.value });
  await publish(caller.owner, 'publish-rest-api', { restApiId });
  return ok(presentStage(patched.value));
}
