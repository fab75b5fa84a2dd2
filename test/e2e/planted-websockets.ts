import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import type { Installation } from '../support/installation.js';
import type { SeenRequest } from '../support/upstream.js';
import { nextText, openClient } from '../support/websocket-api.js';

const stageName = 'chat';
const format = JSON.stringify({
  event: '$context.eventType',
  route: '$context.routeKey',
  requestId: '$context.requestId',
  all: '$context.path $context.identity.apiKey $context.identity.userAgent $context.error.message',
});

/** One for every place of a handshake that may hold one: browsers set no headers. */
export const webSocketSecrets = (secretOf: (place: string) => string) => ({
  handshakeToken: secretOf('handshake-token'),
  handshakeParameter: secretOf('handshake-parameter-of-any-name'),
  handshakeSubprotocol: secretOf('handshake-subprotocol'),
  handshakeAuthorization: secretOf('handshake-authorization'),
  handshakeKey: secretOf('handshake-key'),
});

/**
 * Opens a connection with secrets wherever a client may put them, and one that is refused; sends a message.
 * The backend says back what it is sent, everything that logs is on. Gives the ids of what was refused.
 */
export async function plantInWebSockets(
  tollgate: Installation,
  upstream: { readonly url: string; readonly seen: readonly SeenRequest[] },
  given: Readonly<Record<keyof ReturnType<typeof webSocketSecrets>, string>>,
): Promise<{ readonly apiId: string; readonly eventIds: readonly string[] }> {
  const { client, clientV2, gateways } = tollgate;
  const { ApiId = '' } = await clientV2.send(
    new CreateApiCommand({
      Name: 'planted',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const { IntegrationId } = await clientV2.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: `${upstream.url}/events`,
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await clientV2.send(new CreateRouteCommand({ ApiId, RouteKey: '$connect', Target, ApiKeyRequired: true }));
  const RouteResponseSelectionExpression = '$default';
  const { RouteId } = await clientV2.send(
    new CreateRouteCommand({ ApiId, RouteKey: '$default', Target, RouteResponseSelectionExpression }),
  );
  await clientV2.send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }));
  await clientV2.send(
    new CreateStageCommand({
      ApiId,
      StageName: stageName,
      DefaultRouteSettings: { LoggingLevel: 'INFO', DataTraceEnabled: true, DetailedMetricsEnabled: true },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:chat',
        Format: format,
      },
    }),
  );
  await clientV2.send(new CreateDeploymentCommand({ ApiId, StageName: stageName }));
  const apiStages = [{ apiId: ApiId, stage: stageName }];
  const quota = { limit: 2, period: 'MONTH' } as const;
  const plan = await client.send(new CreateUsagePlanCommand({ name: 'chat', apiStages, quota }));
  const key = await client.send(new CreateApiKeyCommand({ enabled: true, value: given.handshakeKey }));
  const member = { usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' };
  await client.send(new CreateUsagePlanKeyCommand(member));

  const query = `token=${given.handshakeToken}&t=${given.handshakeParameter}`;
  const handshake = {
    path: `/${stageName}?${query}`,
    headers: {
      'x-api-key': given.handshakeKey,
      Authorization: `Bearer ${given.handshakeAuthorization}`,
      'Sec-WebSocket-Protocol': `chat.v1, bearer, ${given.handshakeSubprotocol}`,
    },
  };
  const { httpPort } = gateways[0]!;
  const socket = await openClient(ApiId, httpPort, handshake);
  socket.text('{"action":"say"}');
  await nextText(socket);
  // The quota is used up: refused with an explanation, as is the next handshake.
  socket.text('{"action":"say"}');
  const { requestId } = JSON.parse(await nextText(socket)) as { readonly requestId: string };
  await openClient(ApiId, httpPort, handshake).then(
    () => Promise.reject(new Error('the handshake was not refused')),
    () => undefined,
  );
  socket.socket.destroy();
  // They have gone where they should.
  const sent = JSON.stringify(upstream.seen);
  for (const name of ['handshakeToken', 'handshakeParameter', 'handshakeAuthorization'] as const) {
    if (!sent.includes(given[name])) throw new Error(`the backend was not sent ${name}`);
  }
  return { apiId: ApiId, eventIds: [requestId] };
}
