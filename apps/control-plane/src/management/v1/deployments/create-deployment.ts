import { randomBytes } from 'node:crypto';
import {
  badRequest,
  canaryNeedsStageName,
  deployToStage,
  fail,
  idLengths,
  newId,
  ok,
  restApiNotFound,
  type Deployment,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import { checkDefinition, firstError } from '#libs/snapshot-compiler';
import { canonicalJson, digest } from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import type { StageWriting } from '../stages/update-stage.js';
import { warnOfCacheKeys } from '../stages/warn-of-cache-keys.js';
import { withCacheStatus } from '../stages/cache-status.js';
import { recordStageMoves } from '../stages/record-stage-moves.js';
import { requireVpcLinks } from '../../account/vpc-links/require-vpc-links.js';
import { freezeRestApi } from './freeze-rest-api.js';
import { presentDeployment } from './deployment.presenter.js';

/** Of a definition where everything is wrong, a few lines are enough. */
const LOGGED_MAX = 20;

/** The input and the collaborators of CreateDeployment. */
export interface DeploymentChecks {
  /** What cannot be read is refused as well (`TOLLGATE_STRICT_DEFINITIONS`). */
  readonly isStrict: boolean;
  readonly limits: Limits;
  readonly log: Logger;
}

/**
 * CreateDeployment: freezes the definition, checks that it can be served, and points the stage to it, if one
 * is named. Live on return.
 */
export async function createDeployment(
  uow: UnitOfWork,
  publish: Publish,
  caller: CallerIdentity,
  input: v1.CreateDeploymentRequest,
  { isStrict, limits, log, nowMs }: DeploymentChecks & { readonly nowMs: number },
): Promise<Result<v1.Deployment>> {
  const { restApiId } = input;
  // An empty stage name counts as none (recorded: deployments).
  if (input.canarySettings && !input.stageName) return fail(canaryNeedsStageName(input.stageName ?? null));
  const restApi = await restApis.lock(uow, caller.owner, restApiId);
  if (!restApi) return fail(restApiNotFound(caller.owner, restApiId));
  const frozen = await freezeRestApi(uow, restApi);
  const diagnostics = checkDefinition(frozen);
  const problem = firstError(diagnostics, isStrict);
  if (problem !== null) return fail(badRequest(problem));
  // An import may name links that are not here.
  const integrations = frozen.methods.map(({ methodIntegration }) => methodIntegration);
  const linked = await requireVpcLinks(uow, caller.owner, integrations);
  if (!linked.ok) return fail(badRequest(linked.error.message));
  const made: Deployment = {
    restApiId,
    id: newId(idLengths.other, randomBytes),
    description: input.description || null,
    createdAtMs: nowMs,
    definitionDigest: digest(canonicalJson(frozen)),
  };
  // Exports show the order of members; the digest does not depend on it.
  await deployments.insert(uow, made, JSON.stringify(frozen));
  if (input.stageName) {
    const moved = await moveStage(
      uow,
      caller,
      { ...input, stageName: input.stageName, deploymentId: made.id },
      { limits, log, nowMs },
    );
    if (!moved.ok) return moved;
  }
  await publish(caller.owner, 'publish-rest-api', { restApiId });
  if (diagnostics.length > 0) {
    const shown = diagnostics.slice(0, LOGGED_MAX).map(({ code, message }) => `${code}: ${message}`);
    log.warn('a deployment has warnings', {
      restApiId,
      deploymentId: made.id,
      count: diagnostics.length,
      diagnostics: shown,
    });
  }
  return ok(presentDeployment(made));
}

async function moveStage(
  uow: UnitOfWork,
  caller: CallerIdentity,
  given: Parameters<typeof deployToStage>[1],
  { limits, log, nowMs }: StageWriting & { readonly limits: Limits },
): Promise<Result<void>> {
  const stored = await stages.find(uow, given.restApiId, given.stageName);
  const existing = stored ? await withCacheStatus(uow, stored) : null;
  const stage = deployToStage(existing, given, nowMs);
  if (!stage.ok) return stage;
  if (existing) await stages.update(uow, stage.value);
  else {
    await stages.insert(uow, stage.value);
    const within = await limits.require(uow, 'stagesPerRestApi', given.restApiId);
    if (!within.ok) return within;
  }
  await recordStageMoves(uow, caller, 'CreateDeployment', {
    before: existing,
    after: stage.value,
    nowMs,
  });
  await warnOfCacheKeys(uow, log, { before: existing, after: stage.value });
  return ok(undefined);
}
