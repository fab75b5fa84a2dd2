import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateDocumentationPartCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetAuthorizersCommand,
  GetDocumentationPartsCommand,
  GetGatewayResponseCommand,
  GetMethodCommand,
  GetModelCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import type { FrozenDefinition } from '#libs/api-definition';
import { apiParts, deployments, documentationParts } from '#libs/persistence';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

// What belongs to a RestApi beside its tree goes where the RestApi goes: into clones, into deployments, and
// away.

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const schemaOf = (restApiId: string) =>
  JSON.stringify({ items: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Error` } });

/**
 * A RestApi with one of everything; its method is protected only when asked for, since that cannot be
 * deployed.
 */
async function createWithParts(protectedMethod: boolean) {
  const { client } = plane;
  const restApi = await client.send(new CreateRestApiCommand({ name: 'parts' }));
  const restApiId = restApi.id!;
  await client.send(
    new CreateModelCommand({
      restApiId,
      name: 'Errors',
      contentType: 'application/json',
      schema: schemaOf(restApiId),
    }),
  );
  const validator = await client.send(new CreateRequestValidatorCommand({ restApiId, name: 'all' }));
  const authorizer = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'pool',
      type: 'COGNITO_USER_POOLS',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a'],
      identitySource: 'method.request.header.Auth',
    }),
  );
  await client.send(
    new PutGatewayResponseCommand({ restApiId, responseType: 'THROTTLED', statusCode: '420' }),
  );
  await client.send(
    new CreateDocumentationPartCommand({ restApiId, location: { type: 'API' }, properties: '{"a":1}' }),
  );
  const at = { restApiId, resourceId: restApi.rootResourceId, httpMethod: 'GET' };
  await client.send(
    new PutMethodCommand({
      ...at,
      ...(protectedMethod
        ? {
            authorizationType: 'COGNITO_USER_POOLS',
            authorizerId: authorizer.id,
            requestValidatorId: validator.id,
          }
        : { authorizationType: 'NONE' }),
      requestModels: { 'application/json': 'Errors' },
    }),
  );
  await client.send(new PutIntegrationCommand({ ...at, type: 'MOCK' }));
  return restApiId;
}

test('a clone has copies of its own, and its methods keep to them', async () => {
  const { client } = plane;
  const source = await createWithParts(true);
  const clone = await client.send(new CreateRestApiCommand({ name: 'clone', cloneFrom: source }));
  const restApiId = clone.id!;

  const { items: models } = await client.send(new GetModelsCommand({ restApiId }));
  expect(models!.map(({ name }) => name)).toEqual(['Empty', 'Error', 'Errors']);
  const copied = await client.send(new GetModelCommand({ restApiId, modelName: 'Errors' }));
  expect(copied.schema).toBe(schemaOf(restApiId));
  const original = await client.send(new GetModelCommand({ restApiId: source, modelName: 'Errors' }));
  expect(original.schema).toBe(schemaOf(source));

  const [validators, authorizers] = await Promise.all([
    client.send(new GetRequestValidatorsCommand({ restApiId })),
    client.send(new GetAuthorizersCommand({ restApiId })),
  ]);
  const method = await client.send(
    new GetMethodCommand({ restApiId, resourceId: clone.rootResourceId, httpMethod: 'GET' }),
  );
  expect(method).toMatchObject({
    authorizerId: authorizers.items![0]!.id,
    requestValidatorId: validators.items![0]!.id,
  });
  const sources = await client.send(new GetAuthorizersCommand({ restApiId: source }));
  expect(sources.items![0]!.id).not.toBe(method.authorizerId);

  const throttled = new GetGatewayResponseCommand({ restApiId, responseType: 'THROTTLED' });
  expect(await client.send(throttled)).toMatchObject({ statusCode: '420', defaultResponse: false });
  const documented = await client.send(new GetDocumentationPartsCommand({ restApiId }));
  expect(documented.items).toMatchObject([{ location: { type: 'API' }, properties: '{"a":1}' }]);
});

test('a deployment freezes them', async () => {
  const restApiId = await createWithParts(false);
  const { id } = await plane.client.send(new CreateDeploymentCommand({ restApiId }));
  const text = await plane.database.read((uow) => deployments.definitionOf(uow, restApiId, id!));
  const frozen = JSON.parse(text!) as FrozenDefinition;
  expect(frozen).toMatchObject({
    models: [{ name: 'Empty' }, { name: 'Error' }, { name: 'Errors' }],
    requestValidators: [{ name: 'all' }],
    authorizers: [{ name: 'pool' }],
    gatewayResponses: [{ responseType: 'THROTTLED', statusCode: '420' }],
  });
});

test('they go with their RestApi', async () => {
  const restApiId = await createWithParts(true);
  await plane.client.send(new DeleteRestApiCommand({ restApiId }));
  const left = await plane.database.read(async (uow) => ({
    ...(await apiParts.all(uow, restApiId)),
    documentationParts: await documentationParts.all(uow, restApiId),
  }));
  expect(Object.values(left)).toEqual([[], [], [], [], []]);
});
