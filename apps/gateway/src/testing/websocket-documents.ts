import { parseSelectionExpression, type SelectionUse } from '#libs/selection-expressions';
import type {
  SnapshotIntegrationResponse,
  StageDocument,
  WebSocketIntegration,
  WebSocketIntegrationResponse,
  WebSocketRoute,
  WebSocketSnapshot,
} from '#libs/snapshot-format';
import { http, integrationResponse, lambda, mock } from './documents.js';

export const webSocketApiId = 'w1s2a3p4i5';
export const webSocketHost = `${webSocketApiId}.execute-api.localhost`;

/** Routes by key: `{ $default: webSocketProxy(url) }`, or with what else a route has. */
export function webSocketSnapshot(
  routes: Readonly<Record<string, WebSocketIntegration | Partial<WebSocketRoute>>>,
  change: Partial<WebSocketSnapshot> = {},
): WebSocketSnapshot {
  return {
    formatVersion: 1,
    requires: ['websocket-api'],
    protocol: 'WEBSOCKET',
    accountId: '000000000000',
    region: 'us-east-1',
    restApiId: webSocketApiId,
    disableExecuteApiEndpoint: false,
    routeSelectionExpression: selectionOf('$request.body.action', 'route'),
    apiKeySource: 'HEADER',
    validatesMessages: true,
    routes: Object.entries(routes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([routeKey, given], index) => ({
        routeId: `route${index}`,
        routeKey,
        authorization: { type: 'NONE' },
        apiKeyRequired: false,
        ...('type' in given ? { integration: given } : given),
      })),
    ...change,
  };
}

/** The stage `dev`. */
export const webSocketStage = (change: Partial<StageDocument> = {}): Partial<StageDocument> => ({
  requires: ['websocket-api'],
  restApiId: webSocketApiId,
  ...change,
});

/** A route whose integration's response is sent to the client. */
export const twoWay = (integration: WebSocketIntegration): Partial<WebSocketRoute> => ({
  integration,
  routeResponse: { routeResponseId: 'resp01' },
});

/** A message goes to this URL by POST, as it is. */
export const webSocketProxy = (uri: string): WebSocketIntegration =>
  selecting(http('HTTP_PROXY', uri, { httpMethod: 'POST' }));

export const webSocketFunction = (functionArn: string): WebSocketIntegration =>
  selecting(lambda('LAMBDA_PROXY', functionArn));

/** A MOCK integration whose response is this template. */
export const webSocketMock = (template: string): WebSocketIntegration =>
  selecting(mock({ $default: '{"statusCode": 200}' }), [
    selectingResponse(integrationResponse('200', null, { $default: template })),
  ]);

/** What integrations of WebSocket APIs have beside those of REST APIs, as it is where nothing is said. */
function selecting<Integration extends object>(
  integration: Integration,
  responses: readonly WebSocketIntegrationResponse[] = [],
) {
  const templateSelectionExpression = selectionOf('$default', 'requestTemplate');
  return { ...integration, integrationId: 'int0001', templateSelectionExpression, responses };
}

function selectingResponse(response: SnapshotIntegrationResponse): WebSocketIntegrationResponse {
  const { statusCode: _, ...rest } = response;
  const templateSelectionExpression = selectionOf('$default', 'responseTemplate');
  return { ...rest, integrationResponseId: 'intr01', templateSelectionExpression };
}

export function selectionOf(text: string, use: SelectionUse) {
  const read = parseSelectionExpression(text, use);
  if (!read.ok) throw new Error(read.problem);
  return read.expression;
}
