import {
  freezeDefinition,
  noApiParts,
  type Integration,
  type Method,
  type Resource,
  type RestApi,
  type Stage,
} from '#libs/api-definition';
import { deployments, outbox, resources, restApis, stages, type Database } from '#libs/persistence';
import type { JobName, JobPayloads } from '#libs/queue';
import { canonicalJson, digest } from '#libs/snapshot-format';

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

    moveStage: (restApiId: string, stageName: string, deploymentId: string): Promise<void> =>
      database.write((uow) => stages.update(uow, stage(restApiId, stageName, deploymentId))),

    /** Asks for a job as a management write does: the row only, the queue hears of it by the sweep. */
    job: <N extends JobName>(name: N, payload: JobPayloads[N]): Promise<string> =>
      database.write((uow) => outbox.add(uow, owner, name, payload)),
  };
}

export const owner = { accountId: '000000000000', region: 'us-east-1' };

function restApi(id: string): RestApi {
  return {
    owner,
    id,
    name: id,
    description: null,
    version: null,
    createdAtMs: 1,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
    policy: null,
    rootResourceId: 'root000001',
    tags: {},
  };
}

function root(restApiId: string): Resource {
  return { restApiId, id: 'root000001', parentId: null, pathPart: null, path: '/' };
}

function method(restApiId: string, body: string, authorizationType: string): Method {
  const methodIntegration: Integration = {
    type: 'MOCK',
    httpMethod: null,
    uri: null,
    connectionType: null,
    connectionId: null,
    credentials: null,
    requestParameters: null,
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    passthroughBehavior: 'WHEN_NO_MATCH',
    contentHandling: null,
    timeoutInMillis: 29_000,
    cacheNamespace: 'root000001',
    cacheKeyParameters: [],
    tlsConfig: null,
    integrationResponses: {
      '200': {
        statusCode: '200',
        selectionPattern: null,
        responseParameters: null,
        responseTemplates: { 'application/json': body },
        contentHandling: null,
      },
    },
  };
  return {
    restApiId,
    resourceId: 'root000001',
    httpMethod: 'GET',
    authorizationType,
    authorizerId: null,
    authorizationScopes: null,
    apiKeyRequired: false,
    operationName: null,
    requestValidatorId: null,
    requestParameters: null,
    requestModels: null,
    methodResponses: { '200': { statusCode: '200', responseParameters: null, responseModels: null } },
    methodIntegration,
  };
}

function stage(restApiId: string, stageName: string, deploymentId: string): Stage {
  return {
    restApiId,
    stageName,
    deploymentId,
    description: null,
    createdAtMs: 1,
    lastUpdatedAtMs: 1,
    variables: null,
    documentationVersion: null,
    clientCertificateId: null,
    cacheClusterEnabled: false,
    cacheClusterSize: null,
    cacheClusterStatus: 'NOT_AVAILABLE',
    tracingEnabled: false,
    accessLogSettings: null,
    canarySettings: null,
    methodSettings: {},
    tags: {},
  };
}
