import { integrationOfTarget } from '#libs/api-definition';
import type { WebSocketIntegration } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';
import { compileWebSocketIntegration } from '../integrations/compile-websocket-integration.js';
import { CONNECT, type DraftMessageRoute, type WebSocketPass } from '../websocket-draft.js';

/** What each route calls, with all that hangs on it, parsed and resolved. */
export const compileMessageIntegrations: WebSocketPass = (draft, diagnostics) => {
  const { integrations, integrationResponses } = draft.definition;
  const byId = new Map(integrations.map((integration) => [integration.integrationId, integration]));
  const routes = draft.routes.map((entry): DraftMessageRoute => {
    const { routeKey, target } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    if (target === null) {
      complain('route-without-target', withoutTarget(routeKey));
      return entry;
    }
    const integration = byId.get(integrationOfTarget(target) ?? '');
    if (integration === undefined) {
      complain('no-integration', `there is no ${target}`);
      return entry;
    }
    const responses = integrationResponses.filter(
      ({ integrationId }) => integrationId === integration.integrationId,
    );
    const compiled: WebSocketIntegration | null = compileWebSocketIntegration(
      integration,
      responses,
      complain,
    );
    return { ...entry, integration: compiled };
  });
  return { ...draft, routes };
};

const withoutTarget = (routeKey: string): string =>
  routeKey === CONNECT
    ? 'the route has no target, and accepts whoever may connect'
    : 'the route has no target, and nothing is called';
