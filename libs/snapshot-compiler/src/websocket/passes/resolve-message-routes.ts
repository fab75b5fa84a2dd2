import { checkRouteKey } from '#libs/api-definition';
import { compareText } from '../../draft.js';
import type { DraftMessageRoute, WebSocketPass } from '../websocket-draft.js';

/** The routes by their keys. */
export const resolveMessageRoutes: WebSocketPass = (draft, diagnostics) => {
  const routes = draft.definition.routes.flatMap((route): DraftMessageRoute[] => {
    const { routeKey } = route;
    const checked = checkRouteKey('WEBSOCKET', routeKey);
    if (!checked.ok) {
      diagnostics.add('bad-route-key', routeKey, `${routeKey}: ${checked.error.message}`);
      return [];
    }
    return [
      {
        route,
        authorization: null,
        requiredParameters: [],
        messageModels: null,
        integration: null,
        routeResponseId: null,
      },
    ];
  });
  return { ...draft, routes: routes.sort((a, b) => compareText(a.route.routeKey, b.route.routeKey)) };
};
