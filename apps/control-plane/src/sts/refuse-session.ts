import { accessDenied } from '#libs/aws-wire';
import type { CallerIdentity } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';

/** Who acts by a session, of a role or of their own, gets none from what only keys may ask for. */
export function refuseSession({ session }: CallerIdentity, operation: string): void {
  if (session) throw new WireException(accessDenied(`Cannot call ${operation} with session credentials`));
}
