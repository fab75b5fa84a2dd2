import type { FastifyRequest } from 'fastify';
import type { Owner } from '#libs/api-definition';
import type { CallingPrincipal } from '#libs/identity';

/** Who makes a management call: the credential's account, in the region that the call is signed for. */
export interface CallerIdentity {
  readonly owner: Owner;
  readonly accessKeyId: string;
  /** Who of the account it is. */
  readonly principal: CallingPrincipal;
  /** Whether the call may go beyond the account; see `@OperatorOnly()`. */
  readonly isOperator: boolean;
}

/** A request after the signature guard. `body` is the raw bytes, whatever the Content-Type. */
export type ManagementRequest = FastifyRequest & { body: Buffer | undefined; caller?: CallerIdentity };
