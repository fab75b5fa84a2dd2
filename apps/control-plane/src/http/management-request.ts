import type { FastifyRequest } from 'fastify';
import type { Owner } from '#libs/api-definition';
import type { WireError } from '#libs/aws-wire';
import type { CallingPrincipal } from '#libs/identity';
import type { Session } from '#libs/session-tokens';

/** Who makes a management call, in the region that the call is signed for. */
export interface CallerIdentity {
  readonly owner: Owner;
  readonly accessKeyId: string;
  readonly principal: CallingPrincipal;
  /** The session that it acts by; null for one that signs by keys of its own. */
  readonly session: Session | null;
  /** Whether the call may go beyond the account; see `@OperatorOnly()`. */
  readonly isOperator: boolean;
}

/** A request after the signature guard. `body` is the raw bytes, whatever the Content-Type. */
export type ManagementRequest = FastifyRequest & {
  body: Buffer | undefined;
  caller?: CallerIdentity;
  /** The method that serves it, once that is found; only of what is signed. */
  handler?: object;
  /** What an operation of a service without paths answers. */
  output?: object | null;
  /** Why it is refused, when it is. */
  refusal?: WireError;
};
