import { randomBytes } from 'node:crypto';
import { idLengths, newId, type HttpMethod, type Method } from '#libs/api-definition';
import { methods, resources, restApis } from '#libs/persistence';
import type { TestControlPlane } from './start-control-plane.js';

/**
 * A RestApi put straight into the database: the root with one MOCK method per name. For suites of nouns below
 * or beside a RestApi.
 */
export async function seedRestApi(
  { database, accountId }: TestControlPlane,
  httpMethods: readonly HttpMethod[] = ['GET'],
): Promise<{ readonly id: string; readonly rootResourceId: string }> {
  const id = newId(idLengths.restApi, randomBytes);
  const rootResourceId = newId(idLengths.rootResource, randomBytes);
  await database.write(async (uow) => {
    await restApis.insert(uow, {
      owner: { accountId, region: 'us-east-1' },
      id,
      name: 'seeded',
      description: null,
      version: null,
      createdAtMs: 0,
      apiKeySource: 'HEADER',
      binaryMediaTypes: [],
      minimumCompressionSize: null,
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
      policy: null,
      rootResourceId,
      tags: {},
    });
    await resources.insert(uow, [
      { restApiId: id, id: rootResourceId, parentId: null, pathPart: null, path: '/' },
    ]);
    await methods.insert(
      uow,
      httpMethods.map((httpMethod) => mockMethod(id, rootResourceId, httpMethod)),
    );
  });
  return { id, rootResourceId };
}

/** A method that answers 200 without a backend. */
export const mockMethod = (restApiId: string, resourceId: string, httpMethod: HttpMethod): Method => ({
  restApiId,
  resourceId,
  httpMethod,
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
    cacheNamespace: resourceId,
    cacheKeyParameters: [],
    tlsConfig: null,
    integrationResponses: {
      '200': {
        statusCode: '200',
        selectionPattern: null,
        responseParameters: null,
        responseTemplates: null,
        contentHandling: null,
      },
    },
  },
});
