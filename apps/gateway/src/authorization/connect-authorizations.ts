import type { ConnectAuthorization } from '#libs/snapshot-format';
import type { Authorize, AuthorizedApi } from './authorization-kind.js';
import { awsIam } from './aws-iam.js';
import { custom } from './custom.js';

/**
 * What `$connect` asks of callers; WebSocket APIs have no policy of their own. Throws for a kind that is not
 * known: it is never served open.
 */
export function activateConnectAuthorization(
  authorization: ConnectAuthorization,
  services: Pick<AuthorizedApi, 'authorizerOf' | 'signatures'>,
): Authorize | null {
  const api = { ...services, resourcePolicy: null };
  switch (authorization.type) {
    case 'NONE':
      return null;
    case 'AWS_IAM':
      return awsIam(authorization, api);
    case 'CUSTOM':
      return custom(authorization, api);
    default:
      throw new Error(`authorization ${String((authorization as { type?: unknown }).type)} is not known`);
  }
}
