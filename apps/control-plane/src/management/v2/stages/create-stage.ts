import { fail, httpStageExists, newHttpStage, ok, restApiNotFound, type Result } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpApis, httpStages } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import type { ApiWrite } from '../api-write.js';
import { deployAutomatically } from '../deployments/deploy-automatically.js';
import { recordHttpStageMoves } from './move-http-stage.js';
import { stageContext } from './stage-context.js';
import { presentHttpStage } from './stage.presenter.js';

/** CreateStage. With autoDeploy the API as it stands is deployed to it; live on return. */
export async function createHttpStage(
  write: ApiWrite,
  input: v2.CreateStageRequest,
  limits: Limits,
): Promise<Result<v2.CreateStageResponse>> {
  const { uow, publish, caller, nowMs } = write;
  const { apiId, stageName } = input;
  const api = await httpApis.lock(uow, caller.owner, apiId);
  if (!api) return fail(restApiNotFound(caller.owner, apiId));
  const stage = newHttpStage(input, apiId, await stageContext(uow, api, input, nowMs));
  if (!stage.ok) return stage;
  if (await httpStages.find(uow, apiId, stageName)) return fail(httpStageExists);
  await httpStages.insert(uow, stage.value);
  const within = await limits.require(uow, 'stagesPerHttpApi', apiId);
  if (!within.ok) return within;
  await recordHttpStageMoves(write, 'CreateStage', { before: null, after: stage.value });
  await deployAutomatically(write, api);
  await publish(caller.owner, 'publish-http-api', { apiId });
  return ok(presentHttpStage((await httpStages.find(uow, apiId, stageName))!));
}
