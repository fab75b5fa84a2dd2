import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateModelCommand,
  CreateRouteCommand,
  GetRoutesCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Installation } from '../support/installation.js';
import { newWebSocketApi } from '../support/websocket-definitions.js';
import { script } from './demo-script.js';

/** An HTTP API and a WebSocket API of the demo. */
export interface DemoV2 {
  readonly httpApiId: string;
  readonly httpRouteId: string;
  readonly httpIntegrationId: string;
  readonly webSocketApiId: string;
  readonly webSocketRouteId: string;
  readonly webSocketIntegrationId: string;
}

export async function makeDemoV2(tollgate: Installation): Promise<DemoV2> {
  return { ...(await makeHttpApi(tollgate)), ...(await makeWebSocketApi(tollgate)) };
}

/** It has a quick-created stage, and a route whose integration maps parameters. */
async function makeHttpApi({ clientV2 }: Installation) {
  const { ApiId: httpApiId = '' } = await clientV2.send(
    new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:9/' }),
  );
  const here = { ApiId: httpApiId };
  const { AuthorizerId } = await clientV2.send(
    new CreateAuthorizerCommand({
      ...here,
      Name: 'issuer',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['orders'] },
    }),
  );
  const { IntegrationId: httpIntegrationId = '' } = await clientV2.send(
    new CreateIntegrationCommand({
      ...here,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: 'http://127.0.0.1:9/orders',
      PayloadFormatVersion: '1.0',
      Description: script,
      RequestParameters: { 'append:header.x-caller': '$context.identity.sourceIp' },
      ResponseParameters: { 404: { 'overwrite:statuscode': '410' } },
    }),
  );
  const { RouteId: httpRouteId = '' } = await clientV2.send(
    new CreateRouteCommand({
      ...here,
      RouteKey: 'GET /orders/{id}',
      Target: `integrations/${httpIntegrationId}`,
      AuthorizationType: 'JWT',
      AuthorizerId,
      AuthorizationScopes: ['orders.read'],
      OperationName: 'readOrder',
    }),
  );
  return { httpApiId, httpRouteId, httpIntegrationId };
}

/** Its one route answers by a template, and checks messages. */
async function makeWebSocketApi({ clientV2 }: Installation) {
  const chat = await newWebSocketApi(clientV2);
  const here = { ApiId: chat.ApiId };
  const schema = '{"type":"object","properties":{"text":{"type":"string"}}}';
  await clientV2.send(new CreateModelCommand({ ...here, Name: 'Said', Schema: schema, Description: script }));
  const webSocketIntegrationId = await chat.mock('{"said":true}');
  await chat.route('$default', webSocketIntegrationId, { RequestModels: { $default: 'Said' } });
  await chat.deploy();
  const { Items = [] } = await clientV2.send(new GetRoutesCommand(here));
  return { webSocketApiId: chat.ApiId, webSocketRouteId: Items[0]?.RouteId ?? '', webSocketIntegrationId };
}
