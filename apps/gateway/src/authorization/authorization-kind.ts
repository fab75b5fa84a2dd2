import type { CompiledPolicy } from '#libs/iam-policy';
import type { MethodAuthorization } from '#libs/snapshot-format';
import type { ActiveAuthorizer } from '../authorizers/authorization.js';
import type { Routed } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';
import type { SignatureServices } from './signature-services.js';

/** Whether a request may pass; what is found out of its caller is put on the invocation. */
export type Authorize = (invocation: Routed) => Verdict | Promise<Verdict>;

/** What the API of a method has for all its methods. */
export interface AuthorizedApi {
  /** One object for all methods that name it. Throws for what no snapshot may hold. */
  readonly authorizerOf: (id: string) => ActiveAuthorizer;
  readonly signatures: SignatureServices;
  /**
   * The API's policy, which has a say in every request; null when there is none. For NONE the step before has
   * asked it (`resource-policy.ts`).
   */
  readonly resourcePolicy: CompiledPolicy | null;
}

/**
 * Compiles one kind of authorization for a method. Null: whoever comes so far may call it.
 */
export type AuthorizationKind<T extends MethodAuthorization['type']> = (
  authorization: Extract<MethodAuthorization, { readonly type: T }>,
  api: AuthorizedApi,
) => Authorize | null;
