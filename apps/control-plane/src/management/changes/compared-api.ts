import {
  httpApiEntities,
  freezeHttpDefinition,
  restApiEntities,
  type DefinitionEntities,
  type FrozenDefinition,
  type FrozenHttpDefinition,
  type Owner,
} from '#libs/api-definition';
import {
  deployments,
  httpApiParts,
  httpApis,
  httpDeployments,
  httpStages,
  restApis,
  stages,
  type UnitOfWork,
} from '#libs/persistence';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { freezeRestApi } from '../v1/deployments/freeze-rest-api.js';

/** A definition, for what compares it with another. */
export interface ComparedDefinition {
  readonly digest: string;
  readonly entities: DefinitionEntities;
}

/** Deployments that a stage serves: its own, null before the first, and its canary's. */
export interface ServedDeployments {
  readonly own: string | null;
  readonly canary: string | null;
}

/** An API, of whichever version, for what compares its definitions. */
export interface ComparedApi {
  /** As it stands. Whoever asks reads consistently. */
  present(): Promise<ComparedDefinition>;
  /** As a deployment froze it; undefined when that is not there, or is gone since it was found. */
  deployed(deploymentId: string): Promise<ComparedDefinition | undefined>;
  /** Undefined when there is no such stage. */
  served(stageName: string): Promise<ServedDeployments | undefined>;
}

/** The API of the owner; undefined when there is none. */
export type FindComparedApi = (
  uow: UnitOfWork,
  owner: Owner,
  apiId: string,
) => Promise<ComparedApi | undefined>;

export const comparedRestApi: FindComparedApi = async (uow, owner, apiId) => {
  const restApi = await restApis.find(uow, owner, apiId);
  return (
    restApi && {
      async present() {
        const frozen = await freezeRestApi(uow, restApi);
        return { digest: digest(canonicalJson(frozen)), entities: restApiEntities(frozen) };
      },
      async deployed(deploymentId) {
        const found = await deployments.find(uow, apiId, deploymentId);
        const definition = found && (await deployments.definitionOf(uow, apiId, deploymentId));
        if (!found || definition === undefined) return undefined;
        const entities = restApiEntities(JSON.parse(definition) as FrozenDefinition);
        return { digest: found.definitionDigest, entities };
      },
      async served(stageName) {
        const stage = await stages.find(uow, apiId, stageName);
        return stage && { own: stage.deploymentId, canary: stage.canarySettings?.deploymentId ?? null };
      },
    }
  );
};

export const comparedHttpApi: FindComparedApi = async (uow, owner, apiId) => {
  const api = await httpApis.find(uow, owner, apiId);
  return (
    api && {
      async present() {
        const frozen = freezeHttpDefinition(api, await httpApiParts.all(uow, apiId));
        return { digest: digest(canonicalJson(frozen)), entities: httpApiEntities(frozen) };
      },
      async deployed(deploymentId) {
        const found = await httpDeployments.find(uow, apiId, deploymentId);
        const definition = found && (await httpDeployments.definitionOf(uow, apiId, deploymentId));
        if (!found || definition === undefined) return undefined;
        const entities = httpApiEntities(JSON.parse(definition) as FrozenHttpDefinition);
        return { digest: found.deployment.definitionDigest, entities };
      },
      async served(stageName) {
        const stage = await httpStages.find(uow, apiId, stageName);
        return stage && { own: stage.deploymentId, canary: null };
      },
    }
  );
};
