import type { RouteAuthorization } from '#libs/snapshot-format';
import type { Authorize, AuthorizedApi } from './authorization-kind.js';
import { awsIam } from './aws-iam.js';
import { routeAuthorizer } from './route-authorizer.js';

/**
 * What a route of an HTTP API asks of its callers. Throws for a kind that is not known: it is never served
 * open.
 */
export function activateRouteAuthorization(
  authorization: RouteAuthorization,
  { authorizerOf, signatures }: Pick<AuthorizedApi, 'authorizerOf' | 'signatures'>,
): Authorize | null {
  switch (authorization.type) {
    case 'NONE':
      return null;
    case 'AWS_IAM':
      // HTTP APIs have no policy of their own.
      return awsIam(authorization, { authorizerOf, signatures, resourcePolicy: null });
    case 'CUSTOM':
      return routeAuthorizer(authorizerOf(authorization.authorizerId), []);
    case 'JWT':
      return routeAuthorizer(authorizerOf(authorization.authorizerId), authorization.scopes);
    default:
      throw new Error(`authorization ${String((authorization as { type?: unknown }).type)} is not known`);
  }
}
