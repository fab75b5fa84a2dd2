import type { HttpIntegration, HttpRoute, HttpStage } from '#libs/api-definition';
import { httpApis, httpDeployments, httpStages, outbox, type Database } from '#libs/persistence';
import { canonicalJson, digest } from '#libs/snapshot-format';
import {
  httpApiWith,
  httpDefinitionWith,
  httpIntegrationWith,
  httpRouteWith,
  httpStageWith,
} from '#libs/testing';
import { owner } from './seed-definition.js';

/**
 * Writes APIs of version 2 straight through the repositories, as the control plane would after its checks.
 */
export function seedHttpDefinition(database: Database, apiId: string) {
  let clock = 1_000;
  return {
    api: (): Promise<void> => database.write((uow) => httpApis.insert(uow, httpApiWith({ owner, apiId }))),

    /** A deployment whose one route leads to a backend, or is as `change` says. */
    deployment: (
      deploymentId: string,
      integrationUri: string,
      change: { readonly route?: Partial<HttpRoute>; readonly integration?: Partial<HttpIntegration> } = {},
    ): Promise<void> =>
      database.write(async (uow) => {
        const frozen = canonicalJson(
          httpDefinitionWith({
            api: httpApiWith({ owner, apiId }),
            routes: [httpRouteWith('GET /a', { apiId, ...change.route })],
            integrations: [httpIntegrationWith({ apiId, integrationUri, ...change.integration })],
          }),
        );
        const definitionDigest = digest(frozen);
        const createdAtMs = (clock += 1_000);
        await httpDeployments.insert(
          uow,
          { apiId, deploymentId, autoDeployed: false, description: null, createdAtMs, definitionDigest },
          frozen,
        );
      }),

    stage: (stageName: string, change: Partial<HttpStage>): Promise<void> =>
      database.write((uow) => httpStages.insert(uow, httpStageWith({ apiId, stageName, ...change }))),

    moveStage: (stageName: string, change: Partial<HttpStage>): Promise<void> =>
      database.write((uow) => httpStages.update(uow, httpStageWith({ apiId, stageName, ...change }))),

    remove: async (): Promise<void> => {
      await database.write((uow) => httpApis.remove(uow, owner, apiId));
    },

    /** Asks for the job as a management write does. */
    job: (): Promise<string> =>
      database.write((uow) => outbox.add(uow, owner, 'publish-http-api', { apiId })),
  };
}
