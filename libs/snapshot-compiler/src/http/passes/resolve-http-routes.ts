import { compareText } from '../../draft.js';
import type { DraftRoute, HttpPass } from '../http-draft.js';

/** `GET /pets/{id}`, `ANY /{proxy+}` (guide page "Create routes for HTTP APIs"). */
const methodAndPath = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (\/\S*)$/;

/** The flat table of routes, each with its key read. A WebSocket API has none that could be. */
export const resolveHttpRoutes: HttpPass = (draft, diagnostics) => {
  if (draft.definition.api.protocolType !== 'HTTP') return draft;
  const routes = draft.definition.routes.flatMap((route): DraftRoute[] => {
    const { routeKey } = route;
    const [, method, path] = methodAndPath.exec(routeKey) ?? [];
    const unresolved = { route, authorization: null, integration: null };
    if (routeKey === '$default') return [{ ...unresolved, method: 'ANY', path: null }];
    if (method !== undefined && path !== undefined) return [{ ...unresolved, method, path }];
    diagnostics.add('bad-route-key', routeKey, `${routeKey} is no method and path, and not $default`);
    return [];
  });
  return { ...draft, routes: routes.sort((a, b) => compareText(a.route.routeKey, b.route.routeKey)) };
};
