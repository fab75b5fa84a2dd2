import type { MethodAuthorization } from '#libs/snapshot-format';
import type { ActiveAuthorizer } from '../authorizers/authorization.js';
import type { Routed } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';

/** Whether a request may pass; what is found out of its caller is put on the invocation. */
export type Authorize = (invocation: Routed) => Verdict | Promise<Verdict>;

/**
 * Compiles one kind of authorization for a method. Null: everybody may call it. `authorizerOf`: the
 * authorizers of the method's snapshot, one object for all methods that name it. Throws for what no snapshot
 * may hold.
 */
export type AuthorizationKind<T extends MethodAuthorization['type']> = (
  authorization: Extract<MethodAuthorization, { readonly type: T }>,
  authorizerOf: (id: string) => ActiveAuthorizer,
) => Authorize | null;
