import type { MethodAuthorization } from '#libs/snapshot-format';
import type { AuthorizationKind, Authorize, AuthorizedApi } from './authorization-kind.js';
import { awsIam } from './aws-iam.js';
import { custom } from './custom.js';
import { none } from './none.js';
import { userPools } from './user-pools.js';

/** Every kind of authorization that this release enforces. */
const authorizationKinds: { readonly [T in MethodAuthorization['type']]: AuthorizationKind<T> } = {
  NONE: none,
  AWS_IAM: awsIam,
  CUSTOM: custom,
  COGNITO_USER_POOLS: userPools,
};

/** What a method asks of its callers. Throws for a kind that is not known: it is never served open. */
export function activateAuthorization<T extends MethodAuthorization['type']>(
  authorization: Extract<MethodAuthorization, { readonly type: T }>,
  api: AuthorizedApi,
): Authorize | null {
  const { type } = authorization;
  if (!Object.hasOwn(authorizationKinds, type)) throw new Error(`authorization ${type} is not known`);
  return authorizationKinds[type](authorization, api);
}
