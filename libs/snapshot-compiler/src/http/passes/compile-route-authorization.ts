import type { HttpRoute } from '#libs/api-definition';
import type { HttpAuthorizer, RouteAuthorization } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import type { Complain } from '../../integrations/complain.js';
import { compileHttpAuthorizer } from '../authorizers/compile-http-authorizer.js';
import type { HttpPass } from '../http-draft.js';

/**
 * Who may call each route. What this release cannot enforce is refused, rather than served as if it were not
 * there.
 */
export const compileRouteAuthorization: HttpPass = (draft, diagnostics) => {
  const byId = new Map(draft.definition.authorizers.map((defined) => [defined.authorizerId, defined]));
  const named = new Map<string, HttpAuthorizer>();

  /** The id of the authorizer of a route, once it is compiled. */
  function authorizerOf({ authorizerId }: HttpRoute, type: HttpAuthorizer['type'], complain: Complain) {
    const defined = authorizerId === null ? undefined : byId.get(authorizerId);
    const compiled = defined ? compileHttpAuthorizer(defined) : 'there is no such authorizer';
    const problem =
      typeof compiled !== 'string' && compiled.type !== type ? `it is of type ${compiled.type}` : compiled;
    if (typeof problem === 'string') {
      complain('bad-authorizer', `authorizer ${authorizerId}: ${problem}`);
      return null;
    }
    named.set(problem.id, problem);
    return problem.id;
  }

  function compile(route: HttpRoute, complain: Complain): RouteAuthorization | null {
    const type = route.authorizationType;
    switch (type) {
      case 'NONE':
      case 'AWS_IAM':
        return { type };
      case 'CUSTOM': {
        const authorizerId = authorizerOf(route, 'REQUEST', complain);
        return authorizerId === null ? null : { type, authorizerId };
      }
      case 'JWT': {
        const authorizerId = authorizerOf(route, 'JWT', complain);
        const scopes = [...(route.authorizationScopes ?? [])].sort(compareText);
        return authorizerId === null ? null : { type, authorizerId, scopes };
      }
      default:
        complain(
          'authorization-not-served',
          `authorization type ${String(type)} is not known, and the route is not served open`,
        );
        return null;
    }
  }

  const routes = draft.routes.map((entry) => {
    const { routeKey } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    return { ...entry, authorization: compile(entry.route, complain) };
  });
  const sorted = [...named].sort(([a], [b]) => compareText(a, b));
  return { ...draft, routes, authorizers: Object.fromEntries(sorted) };
};
