import type { Owner } from '#libs/api-definition';
import { deployments, resources, restApis, stages, type Database } from '#libs/persistence';
import { restApiWith, rootResource, stageWith } from '#libs/testing';

/** A RestApi with a deployment that a stage names, as rows alone. */
export async function insertStage(
  uow: Parameters<Parameters<Database['write']>[0]>[0],
  owner: Owner,
): Promise<void> {
  const restApi = restApiWith({ owner, id: 'api0000001', rootResourceId: 'root000001' });
  const deployment = { restApiId: restApi.id, id: 'dep001', description: null, createdAtMs: 1 };
  await restApis.insert(uow, restApi);
  await resources.insert(uow, [rootResource(restApi)]);
  await deployments.insert(uow, { ...deployment, definitionDigest: 'x' }, '{}');
  await stages.insert(
    uow,
    stageWith({ restApiId: restApi.id, stageName: 'dev', deploymentId: deployment.id }),
  );
}
