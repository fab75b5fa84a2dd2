import type { AuthorizerServices } from './authorizer-services.js';
import type { SnapshotAuthorizer } from '#libs/snapshot-format';
import type { ActiveAuthorizer } from './authorization.js';
import { activateFunctionAuthorizer } from './function-authorizer.js';
import { activateUserPoolAuthorizer } from './user-pool-authorizer.js';

/** Compiles an authorizer. Throws for what no snapshot may hold. */
export function activateAuthorizer(
  authorizer: SnapshotAuthorizer,
  services: AuthorizerServices,
): ActiveAuthorizer {
  switch (authorizer.type) {
    case 'TOKEN':
    case 'REQUEST':
      return activateFunctionAuthorizer(authorizer, services);
    case 'COGNITO_USER_POOLS':
      return activateUserPoolAuthorizer(authorizer, services);
    default:
      throw new Error(`authorizer ${String((authorizer as { type?: unknown }).type)} is not known`);
  }
}
