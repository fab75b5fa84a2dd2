import type { FrozenHttpDefinition } from '#libs/api-definition';
import type { WebSocketSnapshot } from '#libs/snapshot-format';
import { Diagnostics, firstError, type Diagnostic } from '../diagnostic.js';
import { requireRoutes } from '../http/passes/require-routes.js';
import { assembleWebSocketSnapshot } from './assemble-websocket-snapshot.js';
import { checkHandshake } from './passes/check-handshake.js';
import { compileConnectAuthorization } from './passes/compile-connect-authorization.js';
import { compileMessageIntegrations } from './passes/compile-message-integrations.js';
import { compileMessageModels } from './passes/compile-message-models.js';
import { compileRouteResponses } from './passes/compile-route-responses.js';
import { readRouteSelection } from './passes/read-route-selection.js';
import { resolveMessageRoutes } from './passes/resolve-message-routes.js';
import type { WebSocketDraft, WebSocketPass } from './websocket-draft.js';

// What AWS refuses as well comes first, so that deployments answer with AWS's text where there is one.
const passes: readonly WebSocketPass[] = [
  requireRoutes,
  readRouteSelection,
  resolveMessageRoutes,
  compileConnectAuthorization,
  checkHandshake,
  compileMessageModels,
  compileMessageIntegrations,
  compileRouteResponses,
];

export interface WebSocketCompilation {
  /** Null when there is an error among the diagnostics. */
  readonly snapshot: WebSocketSnapshot | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns the frozen definition of a WebSocket API into what gateways run. Pure: the same definition gives the
 * same snapshot, byte for byte once in canonical JSON, in whatever order its parts and members come.
 */
export function compileWebSocketDeployment(definition: FrozenHttpDefinition): WebSocketCompilation {
  const collected = new Diagnostics();
  const draft = passes.reduce<WebSocketDraft>((before, pass) => pass(before, collected), {
    definition,
    routeSelectionExpression: null,
    routes: [],
    authorizers: {},
    models: {},
  });
  const diagnostics = collected.all;
  return {
    snapshot: firstError(diagnostics) === null ? assembleWebSocketSnapshot(draft) : null,
    diagnostics,
  };
}
