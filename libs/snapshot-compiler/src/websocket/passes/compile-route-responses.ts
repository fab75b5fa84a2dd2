import { DEFAULT_KEY } from '#libs/selection-expressions';
import type { Complain } from '../../integrations/complain.js';
import type { DraftMessageRoute, WebSocketPass } from '../websocket-draft.js';

/**
 * Which routes are two-way: those that have both a route response `$default` and the expression that selects
 * it (guide page "Set up route responses for WebSocket APIs").
 */
export const compileRouteResponses: WebSocketPass = (draft, diagnostics) => {
  const responses = new Map(
    draft.definition.routeResponses
      .filter(({ routeResponseKey }) => routeResponseKey === DEFAULT_KEY)
      .map(({ routeId, routeResponseId }) => [routeId, routeResponseId]),
  );
  const routes = draft.routes.map((entry): DraftMessageRoute => {
    const { routeId, routeKey, routeResponseSelectionExpression: selects } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    const routeResponseId = responses.get(routeId);
    if (selects === null || selects === '') {
      if (routeResponseId !== undefined) {
        complain('one-way-route', 'the route has a route response, but no routeResponseSelectionExpression');
      }
      return entry;
    }
    if (selects !== DEFAULT_KEY && selects !== `\\${DEFAULT_KEY}`) {
      complain(
        'bad-selection-expression',
        `routeResponseSelectionExpression: ${selects} is not ${DEFAULT_KEY}, which is all that is supported`,
      );
    }
    if (routeResponseId !== undefined) return { ...entry, routeResponseId };
    complain('one-way-route', 'the route selects route responses, but has none');
    return entry;
  });
  return { ...draft, routes };
};
