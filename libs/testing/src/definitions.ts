import type { Method, Resource, RestApi, Stage } from '#libs/api-definition';

type Changes<T, Needed extends keyof T> = Pick<T, Needed> & Partial<T>;

/** A RestApi with nothing set but what is given. */
export const restApiWith = (changes: Changes<RestApi, 'owner' | 'id' | 'rootResourceId'>): RestApi => ({
  name: changes.id,
  description: null,
  version: null,
  createdAtMs: 1,
  apiKeySource: 'HEADER',
  binaryMediaTypes: [],
  minimumCompressionSize: null,
  disableExecuteApiEndpoint: false,
  endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
  policy: null,
  tags: {},
  ...changes,
});

/** The root of a RestApi's paths. */
export const rootResource = ({ id, rootResourceId }: Pick<RestApi, 'id' | 'rootResourceId'>): Resource => ({
  restApiId: id,
  id: rootResourceId,
  parentId: null,
  pathPart: null,
  path: '/',
});

/** A stage with nothing set but what is given. */
export const stageWith = (changes: Changes<Stage, 'restApiId' | 'stageName' | 'deploymentId'>): Stage => ({
  description: null,
  createdAtMs: 1,
  lastUpdatedAtMs: 1,
  variables: null,
  documentationVersion: null,
  clientCertificateId: null,
  authorizersFlushed: 0,
  cacheEpoch: 1,
  flushedCacheNamespaces: {},
  cacheClusterEnabled: false,
  cacheClusterSize: null,
  cacheClusterStatus: 'NOT_AVAILABLE',
  tracingEnabled: false,
  accessLogSettings: null,
  canarySettings: null,
  methodSettings: {},
  tags: {},
  ...changes,
});

/** A method that responds 200 without a backend: with `body`, or with nothing. */
export const mockMethodWith = (
  changes: Changes<Method, 'restApiId' | 'resourceId' | 'httpMethod'>,
  body: string | null = null,
): Method => ({
  authorizationType: 'NONE',
  authorizerId: null,
  authorizationScopes: null,
  apiKeyRequired: false,
  operationName: null,
  requestValidatorId: null,
  requestParameters: null,
  requestModels: null,
  methodResponses: {},
  methodIntegration: {
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
    cacheNamespace: changes.resourceId,
    cacheKeyParameters: [],
    tlsConfig: null,
    integrationResponses: {
      '200': {
        statusCode: '200',
        selectionPattern: null,
        responseParameters: null,
        responseTemplates: body === null ? null : { 'application/json': body },
        contentHandling: null,
      },
    },
  },
  ...changes,
});
