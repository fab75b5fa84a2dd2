import { deployments, resources, restApis, stages, type Database } from '#libs/persistence';

/** A RestApi with a deployment that a stage names, as rows alone. */
export async function insertStage(
  uow: Parameters<Parameters<Database['write']>[0]>[0],
  owner: { accountId: string; region: string },
): Promise<void> {
  const restApiId = 'api0000001';
  await restApis.insert(uow, {
    owner,
    id: restApiId,
    name: 'a',
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
  });
  await resources.insert(uow, [{ restApiId, id: 'root000001', parentId: null, pathPart: null, path: '/' }]);
  await deployments.insert(
    uow,
    { restApiId, id: 'dep001', description: null, createdAtMs: 1, definitionDigest: 'x' },
    '{}',
  );
  await stages.insert(uow, {
    restApiId,
    stageName: 'dev',
    deploymentId: 'dep001',
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
  });
}
