import type { HttpRoute } from '#libs/api-definition';
import type { ConnectAuthorization, WebSocketAuthorizer } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';
import { compileWebSocketAuthorizer } from '../authorizers/compile-websocket-authorizer.js';
import { CONNECT, type WebSocketPass } from '../websocket-draft.js';

/**
 * Who may connect. What this release cannot enforce is refused, rather than served as if it were not there:
 * another authorization, and any of a route that comes when the connection is open.
 */
export const compileConnectAuthorization: WebSocketPass = (draft, diagnostics) => {
  const byId = new Map(draft.definition.authorizers.map((defined) => [defined.authorizerId, defined]));
  const named: Record<string, WebSocketAuthorizer> = {};

  function compile(route: HttpRoute, complain: Complain): ConnectAuthorization | null {
    const { routeKey, authorizationType: type, authorizerId } = route;
    if (type === 'NONE') return { type };
    if (routeKey !== CONNECT) {
      complain('connect-only', 'Currently, authorization is restricted to the $connect route only');
      return null;
    }
    if (type === 'AWS_IAM') return { type };
    if (type !== 'CUSTOM') {
      complain(
        'authorization-not-served',
        `authorization type ${String(type)} is not for WebSocket APIs, and the route is not served open`,
      );
      return null;
    }
    const defined = authorizerId === null ? undefined : byId.get(authorizerId);
    const compiled = defined ? compileWebSocketAuthorizer(defined) : 'there is no such authorizer';
    if (typeof compiled === 'string') {
      complain('bad-authorizer', `authorizer ${authorizerId}: ${compiled}`);
      return null;
    }
    named[compiled.id] = compiled;
    return { type, authorizerId: compiled.id };
  }

  const routes = draft.routes.map((entry) => {
    const { routeKey } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    return { ...entry, authorization: compile(entry.route, complain) };
  });
  return { ...draft, routes, authorizers: named };
};
