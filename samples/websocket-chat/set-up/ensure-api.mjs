import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  DeleteApiCommand,
  GetApisCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';

const Name = 'websocket-chat';
export const stageName = 'dev';

/** The id of the chat's API: of one that is there, or made now. `settings` are those of an SDK client. */
export async function ensureApi(settings) {
  const client = new ApiGatewayV2Client(settings);
  const send = (command) => client.send(command);
  try {
    for await (const { ApiId } of apisOfThisName(send)) {
      const { Items = [] } = await send(new GetStagesCommand({ ApiId }));
      if (Items.some((stage) => stage.StageName === stageName)) return ApiId;
      // A start that was cut short has left it.
      await send(new DeleteApiCommand({ ApiId }));
    }
    return await createApi(send, settings.region);
  } finally {
    client.destroy();
  }
}

async function* apisOfThisName(send) {
  let NextToken;
  do {
    const page = await send(new GetApisCommand({ NextToken }));
    yield* (page.Items ?? []).filter((api) => api.Name === Name);
    NextToken = page.NextToken;
  } while (NextToken);
}

async function createApi(send, region) {
  const { ApiId } = await send(
    new CreateApiCommand({
      Name,
      ProtocolType: 'WEBSOCKET',
      // {"action": "say", "text": "hello"} goes the route `say`.
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const routeTo = async (RouteKey, functionName, { answers = false } = {}) => {
    const { IntegrationId } = await send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:000000000000:function:${functionName}/invocations`,
      }),
    );
    await route(RouteKey, IntegrationId, answers);
  };
  const route = async (RouteKey, IntegrationId, answers) => {
    const { RouteId } = await send(
      new CreateRouteCommand({
        ApiId,
        RouteKey,
        Target: `integrations/${IntegrationId}`,
        ...(answers && { RouteResponseSelectionExpression: '$default' }),
      }),
    );
    // Without one, what a function returns goes to nobody.
    if (answers) await send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }));
  };
  await routeTo('$connect', 'chat-connect');
  await routeTo('$disconnect', 'chat-disconnect');
  await routeTo('hello', 'chat-hello', { answers: true });
  await routeTo('say', 'chat-say');
  // What has no other route is answered by a template, with no function behind it.
  await route('$default', await createRefusal(send, ApiId), true);
  const { DeploymentId } = await send(new CreateDeploymentCommand({ ApiId }));
  await send(new CreateStageCommand({ ApiId, StageName: stageName, DeploymentId }));
  return ApiId;
}

async function createRefusal(send, ApiId) {
  const { IntegrationId } = await send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'MOCK',
      TemplateSelectionExpression: '\\$default',
      RequestTemplates: { $default: '{"statusCode": 200}' },
    }),
  );
  await send(
    new CreateIntegrationResponseCommand({
      ApiId,
      IntegrationId,
      IntegrationResponseKey: '$default',
      ResponseTemplates: { $default: '{"type": "refused", "message": "actions are hello and say"}' },
    }),
  );
  return IntegrationId;
}
