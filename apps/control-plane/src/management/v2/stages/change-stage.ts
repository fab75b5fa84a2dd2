import {
  fail,
  managedStage,
  ok,
  restApiNotFound,
  stageNotFound,
  type HttpApi,
  type HttpStage,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpApis, httpStages } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';
import { deployAutomatically } from '../deployments/deploy-automatically.js';
import { moveHttpStage } from './move-http-stage.js';
import { presentHttpStage } from './stage.presenter.js';

/** What an operation makes of a stage. */
export type StageChange = (stage: HttpStage, api: HttpApi) => Result<HttpStage> | Promise<Result<HttpStage>>;

/** Changes a stage of an API as an operation says, live on return. */
export async function changeHttpStage(
  write: ApiWrite,
  operation: v2.OperationName,
  { apiId, stageName }: { readonly apiId: string; readonly stageName: string },
  change: StageChange,
): Promise<Result<v2.Stage>> {
  const { uow, publish, caller } = write;
  const api = await httpApis.lock(uow, caller.owner, apiId);
  if (!api) return fail(restApiNotFound(caller.owner, apiId));
  const before = await httpStages.find(uow, apiId, stageName);
  if (!before) return fail(stageNotFound);
  if (before.apiGatewayManaged) return fail(managedStage);
  const after = await change(before, api);
  if (!after.ok) return after;
  await moveHttpStage(write, operation, { before, after: after.value });
  if (after.value.autoDeploy && !before.autoDeploy) await deployAutomatically(write, api);
  await publish(caller.owner, 'publish-http-api', { apiId });
  return ok(presentHttpStage((await httpStages.find(uow, apiId, stageName))!));
}
