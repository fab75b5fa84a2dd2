import type { HttpAuthorizer } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { shown } from '../below-api/shown.js';

/** An authorizer as version 2 shows it. */
export const presentAuthorizer = ({ identitySource, ...authorizer }: HttpAuthorizer): v2.Authorizer => ({
  ...shown(authorizer, 'apiId'),
  ...(identitySource.length > 0 && { identitySource: [...identitySource] }),
});
