import {
  freezeDefinition,
  noApiParts,
  type Method,
  type Resource,
  type RestApi,
  type Stage,
} from '#libs/api-definition';
import { deployments, outbox, resources, restApis, stages, type Database } from '#libs/persistence';
import type { JobName, JobPayloads } from '#libs/queue';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { mockMethodWith, restApiWith, rootResource, stageWith } from '#libs/testing';

/**
 * Writes definitions for the worker's specs straight through the repositories, as the control plane would
 * after its checks.
 */
export function seedDefinition(database: Database) {
  let clock = 1_000;
  return {
    restApi: (id: string): Promise<void> =>
      database.write(async (uow) => {
        await restApis.insert(uow, restApi(id));
        await resources.insert(uow, [root(id)]);
      }),

    /**
     * A Deployment whose one method answers with `body`; an `authorizationType` makes it one that does not
     * compile.
     */
    deployment: (restApiId: string, id: string, body: string, authorizationType = 'NONE'): Promise<void> =>
      database.write(async (uow) => {
        const frozen = canonicalJson(
          freezeDefinition(
            restApi(restApiId),
            [root(restApiId)],
            [method(restApiId, body, authorizationType)],
            noApiParts,
          ),
        );
        const createdAtMs = (clock += 1_000);
        const deployment = {
          restApiId,
          id,
          description: null,
          createdAtMs,
          definitionDigest: digest(frozen),
        };
        await deployments.insert(uow, deployment, frozen);
      }),

    stage: (restApiId: string, stageName: string, deploymentId: string): Promise<void> =>
      database.write((uow) => stages.insert(uow, stage(restApiId, stageName, deploymentId))),

    moveStage: (
      restApiId: string,
      stageName: string,
      deploymentId: string,
      change: Partial<Stage> = {},
    ): Promise<void> =>
      database.write((uow) =>
        stages.update(uow, { ...stage(restApiId, stageName, deploymentId), ...change }),
      ),

    /** Asks for a job as a management write does: the row only, the queue hears of it by the sweep. */
    job: <N extends JobName>(name: N, payload: JobPayloads[N]): Promise<string> =>
      database.write((uow) => outbox.add(uow, owner, name, payload)),
  };
}

export const owner = { accountId: '000000000000', region: 'us-east-1' };

const rootResourceId = 'root000001';
const restApi = (id: string): RestApi => restApiWith({ owner, id, rootResourceId });
const root = (id: string): Resource => rootResource({ id, rootResourceId });
const stage = (restApiId: string, stageName: string, deploymentId: string): Stage =>
  stageWith({ restApiId, stageName, deploymentId });
const method = (restApiId: string, body: string, authorizationType: string): Method =>
  mockMethodWith(
    {
      restApiId,
      resourceId: rootResourceId,
      httpMethod: 'GET',
      authorizationType,
      methodResponses: { '200': { statusCode: '200', responseParameters: null, responseModels: null } },
    },
    body,
  );
