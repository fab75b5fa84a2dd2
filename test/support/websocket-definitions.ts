import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  type ApiGatewayV2Client,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-apigatewayv2';

/**
 * A new WebSocket API whose messages choose by their `action`, and what makes routes of it: two-way ones
 * unless something else is said, MOCK integrations that answer with a template, and the stage `prod`.
 */
export async function newWebSocketApi(client: ApiGatewayV2Client) {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const route = async (
    RouteKey: string,
    IntegrationId: string,
    { isTwoWay = true, ...input }: Partial<CreateRouteCommandInput> & { isTwoWay?: boolean } = {},
  ): Promise<void> => {
    const { RouteId } = await client.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey,
        Target: `integrations/${IntegrationId}`,
        ...(isTwoWay && { RouteResponseSelectionExpression: '$default' }),
        ...input,
      }),
    );
    if (!isTwoWay) return;
    await client.send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }));
  };
  const mock = async (text: string): Promise<string> => {
    const { IntegrationId = '' } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'MOCK',
        RequestTemplates: { $default: '{"statusCode":200}' },
      }),
    );
    await client.send(
      new CreateIntegrationResponseCommand({
        ApiId,
        IntegrationId,
        IntegrationResponseKey: '$default',
        ResponseTemplates: { $default: text },
      }),
    );
    return IntegrationId;
  };
  const deploy = async (StageName = 'prod'): Promise<void> => {
    const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }));
    await client.send(new CreateStageCommand({ ApiId, StageName, DeploymentId }));
  };
  return { ApiId, route, mock, deploy };
}
