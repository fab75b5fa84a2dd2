import { checkRouteKey, DEFAULT_ROUTE_KEY } from '#libs/api-definition';
import { compareText } from '../../draft.js';
import type { DraftRoute, HttpPass } from '../http-draft.js';

/** The flat table of routes, each with its key read. */
export const resolveHttpRoutes: HttpPass = (draft, diagnostics) => {
  const routes = draft.definition.routes.flatMap((route): DraftRoute[] => {
    const { routeKey } = route;
    const unresolved = { route, authorization: null, requestChecks: null, integration: null };
    if (routeKey === DEFAULT_ROUTE_KEY) return [{ ...unresolved, method: 'ANY', path: null }];
    const checked = checkRouteKey('HTTP', routeKey);
    if (!checked.ok) {
      diagnostics.add('bad-route-key', routeKey, `${routeKey}: ${checked.error.message}`);
      return [];
    }
    const [method = '', path = ''] = routeKey.split(' ');
    return [{ ...unresolved, method, path }];
  });
  return { ...draft, routes: routes.sort((a, b) => compareText(a.route.routeKey, b.route.routeKey)) };
};
