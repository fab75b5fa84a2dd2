import type { WebSocketRoute, WebSocketSnapshot } from '#libs/snapshot-format';
import { apiKeySourceOf } from './api-key-source.js';
import type { DraftMessageRoute, WebSocketDraft } from './websocket-draft.js';

/** The last step: a draft without errors becomes a snapshot. */
export function assembleWebSocketSnapshot(draft: WebSocketDraft): WebSocketSnapshot {
  const { definition, routes, authorizers, models, routeSelectionExpression } = draft;
  const { api } = definition;
  // Cannot happen: a pass has reported an error, and drafts with errors are not assembled.
  if (routeSelectionExpression === null) throw new Error('the route selection expression is not read');
  return {
    protocol: 'WEBSOCKET',
    requires: ['websocket-api'],
    accountId: api.owner.accountId,
    region: api.owner.region,
    restApiId: api.apiId,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    routeSelectionExpression,
    apiKeySource: apiKeySourceOf(api),
    validatesMessages: !api.disableSchemaValidation,
    ...(api.closesAtExpiry && { closesAtExpiry: true }),
    ...(api.compressesMessages && { compressesMessages: true }),
    routes: routes.map(assembleRoute),
    ...(Object.keys(authorizers).length > 0 && { authorizers }),
    ...(Object.keys(models).length > 0 && { models }),
  };
}

function assembleRoute(draft: DraftMessageRoute): WebSocketRoute {
  const { route, authorization, requiredParameters, messageModels, integration, routeResponseId } = draft;
  const { routeId, routeKey, operationName, apiKeyRequired, target } = route;
  // Cannot happen, as above.
  if (authorization === null || (target !== null && integration === null)) {
    throw new Error(`${routeKey} is not compiled`);
  }
  return {
    routeId,
    routeKey,
    authorization,
    apiKeyRequired,
    ...(operationName !== null && { operationName }),
    ...(requiredParameters.length > 0 && { requiredParameters }),
    ...(messageModels && { messageModels }),
    ...(integration && { integration }),
    ...(routeResponseId !== null && { routeResponse: { routeResponseId } }),
  };
}
