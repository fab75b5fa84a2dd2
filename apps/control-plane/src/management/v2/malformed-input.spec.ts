import {
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateModelCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import { v2, type InputMember, type Operation } from '#libs/aws-wire';
import { clientOfV2 } from '../../testing/client-of-v2.js';
import { callOddly, oddTexts, oddValues } from '../../testing/odd-input.js';
import { seedHttpApi } from '../../testing/seed-http-api.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
/** What there is below an HTTP API and below a WebSocket API, by the members that say it. */
const known: Record<'HTTP' | 'WEBSOCKET', Readonly<Record<string, unknown>>> = { HTTP: {}, WEBSOCKET: {} };

beforeAll(async () => {
  plane = await startControlPlane();
  const client = clientOfV2(plane);
  const link = await client.send(new CreateVpcLinkCommand({ Name: 'odd', SubnetIds: ['subnet-1'] }));
  for (const protocolType of ['HTTP', 'WEBSOCKET'] as const) {
    const ApiId = await seedHttpApi(plane, { protocolType, tags: { 'tollgate:rest-features': 'on' } });
    const isHttp = protocolType === 'HTTP';
    const { IntegrationId } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: 'https://example.com',
      }),
    );
    const { AuthorizerId } = await client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'odd',
        AuthorizerType: 'REQUEST',
        AuthorizerUri:
          'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations',
        IdentitySource: [isHttp ? '$request.header.a' : 'route.request.header.a'],
        ...(isHttp && { AuthorizerPayloadFormatVersion: '2.0' }),
      }),
    );
    const { RouteId } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: '$default' }));
    const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'Odd', Schema: '{}' }));
    const ofWebSocket = isHttp
      ? {}
      : {
          integrationResponseId: (
            await client.send(
              new CreateIntegrationResponseCommand({
                ApiId,
                IntegrationId,
                IntegrationResponseKey: '$default',
              }),
            )
          ).IntegrationResponseId,
          routeResponseId: (
            await client.send(
              new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
            )
          ).RouteResponseId,
        };
    known[protocolType] = {
      apiId: ApiId,
      integrationId: IntegrationId,
      authorizerId: AuthorizerId,
      routeId: RouteId,
      modelId: ModelId,
      vpcLinkId: link.VpcLinkId,
      ...ofWebSocket,
      protocolType,
      name: 'Odd',
      schema: '{}',
      routeKey: isHttp ? 'GET /odd' : 'odd',
      routeResponseKey: '$default',
      integrationResponseKey: '/odd/',
      integrationType: 'HTTP_PROXY',
      authorizerType: 'REQUEST',
      identitySource: ['$request.header.a'],
      subnetIds: ['subnet-1'],
      stageName: '$default',
      specification: 'OAS30',
      outputType: 'JSON',
      resourceArn: `arn:aws:apigateway:us-east-1::/apis/${ApiId}`,
    };
  }
});
afterAll(() => plane?.close());

/** Beside wrong types: what members of maps, lists and structures of version 2 are, and should not be. */
const oddParts: readonly unknown[] = [
  { '': '' },
  { __proto__x: { required: 'perhaps' } },
  { 'append:header.x': '\0' },
  { '200': { 'append:header.x': '${' } },
  { issuer: 'https://[', audience: [''] },
  ['\ud800'],
  [[]],
  [{ a: 1 }],
];

const operations = Object.values<Operation>(v2.operations);

describe.each(['HTTP', 'WEBSOCKET'] as const)('%s', (protocolType) => {
  // Deleting is tried with odd names only: what the other cases build on must stay.
  test.each(operations)('$name answers odd input with an AWS error, never with a 5xx', async (operation) => {
    const valuesFor = (member: InputMember) =>
      member.location === 'body' ? [...oddValues, ...oddParts] : oddTexts;
    for (const member of operation.members) {
      for (const value of valuesFor(member)) {
        const status = await callOddly(plane, operation, known[protocolType], [member, value]);
        expect({ member: member.name, value, failed: status >= 500 }).toEqual({
          member: member.name,
          value,
          failed: false,
        });
      }
    }
  });
});

test('portals are said not to be served', async () => {
  for (const path of ['/v2/portals', '/v2/portals/abc/publish', '/v2/portalproducts?maxResults=1']) {
    const response = await plane.signedFetch(path);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
    expect(await response.json()).toMatchObject({ message: 'Portals and portal products are not served.' });
  }
});

test('who calls for a WebSocket connection here is told where to', async () => {
  for (const path of ['/@connections/R0oXAdfD0kwCH6w%3D', '/%40connections/R0oXAdfD0kwCH6w%3D']) {
    const response = await plane.signedFetch(path);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('called at a gateway');
  }
});
