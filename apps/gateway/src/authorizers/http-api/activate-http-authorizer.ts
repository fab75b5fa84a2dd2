import type { HttpAuthorizer } from '#libs/snapshot-format';
import type { ActiveAuthorizer } from '../authorization.js';
import type { AuthorizerServices } from '../authorizer-services.js';
import { activateHttpFunctionAuthorizer } from './http-function-authorizer.js';
import { activateJwtAuthorizer } from './jwt-authorizer.js';

/** Compiles an authorizer of an HTTP API. Throws for what no snapshot may hold. */
export function activateHttpAuthorizer(
  authorizer: HttpAuthorizer,
  services: AuthorizerServices,
): ActiveAuthorizer {
  switch (authorizer.type) {
    case 'JWT':
      return activateJwtAuthorizer(authorizer, services);
    case 'REQUEST':
      return activateHttpFunctionAuthorizer(authorizer, services);
    default:
      throw new Error(`authorizer ${String((authorizer as { type?: unknown }).type)} is not known`);
  }
}
