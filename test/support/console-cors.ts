import {
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateIntegrationResponseCommand,
  UpdateMethodResponseCommand,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';

/** The headers that the console of API Gateway fills in. */
export const consoleAllowHeaders = 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token';

const allow = (name: string) => `method.response.header.Access-Control-Allow-${name}`;

/**
 * What "Enable CORS" of AWS's console does to a resource (guide page "Enable CORS on a resource using the
 * console"): an OPTIONS method with a MOCK integration and three headers, and Allow-Origin on the 200 of the
 * methods that are there. `methods`: those, without OPTIONS.
 */
export async function enableCorsAsConsole(
  client: APIGatewayClient,
  restApiId: string,
  resourceId: string,
  methods: readonly string[],
): Promise<void> {
  const at = { restApiId, resourceId, httpMethod: 'OPTIONS' };
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await client.send(
    new PutMethodResponseCommand({
      ...at,
      statusCode: '200',
      responseModels: { 'application/json': 'Empty' },
      responseParameters: { [allow('Headers')]: false, [allow('Methods')]: false, [allow('Origin')]: false },
    }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...at,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      passthroughBehavior: 'WHEN_NO_MATCH',
    }),
  );
  await client.send(
    new PutIntegrationResponseCommand({
      ...at,
      statusCode: '200',
      responseParameters: {
        [allow('Headers')]: `'${consoleAllowHeaders}'`,
        [allow('Methods')]: `'${[...methods, 'OPTIONS'].join(',')}'`,
        [allow('Origin')]: "'*'",
      },
      responseTemplates: { 'application/json': '' },
    }),
  );
  for (const httpMethod of methods) {
    const on = { restApiId, resourceId, httpMethod, statusCode: '200' };
    const path = `/responseParameters/${allow('Origin')}`;
    await client.send(
      new UpdateMethodResponseCommand({ ...on, patchOperations: [{ op: 'add', path, value: 'false' }] }),
    );
    await client.send(
      new UpdateIntegrationResponseCommand({ ...on, patchOperations: [{ op: 'add', path, value: "'*'" }] }),
    );
  }
}

/** What the console does when "Default 4XX" or "Default 5XX" is ticked as well. */
export async function addCorsToGatewayResponse(
  client: APIGatewayClient,
  restApiId: string,
  responseType: 'DEFAULT_4XX' | 'DEFAULT_5XX',
): Promise<void> {
  const header = (name: string) => `gatewayresponse.header.Access-Control-Allow-${name}`;
  await client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType,
      responseParameters: {
        [header('Headers')]: `'${consoleAllowHeaders}'`,
        [header('Methods')]: "'GET,OPTIONS'",
        [header('Origin')]: "'*'",
      },
    }),
  );
}
