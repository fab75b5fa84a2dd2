import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';

/** Creates an API with nothing in it but its root. */
export async function createApi(
  client: APIGatewayClient,
  name: string,
): Promise<{ restApiId: string; rootId: string }> {
  const api = await client.send(new CreateRestApiCommand({ name }));
  return { restApiId: api.id ?? '', rootId: api.rootResourceId ?? '' };
}

export async function createResource(
  client: APIGatewayClient,
  restApiId: string,
  parentId: string,
  pathPart: string,
): Promise<string> {
  return (await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id ?? '';
}

export interface MockMethod {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod?: string;
  readonly apiKeyRequired?: boolean;
  /** A Lambda authorizer that guards it. */
  readonly authorizerId?: string;
  /** The response template. */
  readonly body: string;
  /** 200 when not given. */
  readonly statusCode?: string;
}

/** A method that responds by itself with a body of the test's. */
export async function putMockMethod(client: APIGatewayClient, method: MockMethod): Promise<void> {
  const at = {
    restApiId: method.restApiId,
    resourceId: method.resourceId,
    httpMethod: method.httpMethod ?? 'GET',
  };
  const statusCode = method.statusCode ?? '200';
  await client.send(
    new PutMethodCommand({
      ...at,
      authorizationType: method.authorizerId === undefined ? 'NONE' : 'CUSTOM',
      authorizerId: method.authorizerId,
      apiKeyRequired: method.apiKeyRequired ?? false,
    }),
  );
  await client.send(new PutMethodResponseCommand({ ...at, statusCode }));
  await client.send(
    new PutIntegrationCommand({
      ...at,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  );
  await putMockBody(client, method);
}

/** Changes what a mock method responds; takes effect with the next deployment. */
export async function putMockBody(client: APIGatewayClient, method: MockMethod): Promise<void> {
  const at = {
    restApiId: method.restApiId,
    resourceId: method.resourceId,
    httpMethod: method.httpMethod ?? 'GET',
  };
  await client.send(
    new PutIntegrationResponseCommand({
      ...at,
      statusCode: method.statusCode ?? '200',
      responseTemplates: { 'application/json': method.body },
    }),
  );
}

export async function deploy(
  client: APIGatewayClient,
  restApiId: string,
  stageName: string,
): Promise<string> {
  return (await client.send(new CreateDeploymentCommand({ restApiId, stageName }))).id ?? '';
}
