import {
  compilePolicy,
  parsePolicy,
  rootAccess,
  type CompiledPolicy,
  type PolicyKind,
} from '#libs/iam-policy';
import { findAwsManagedPolicy } from '#libs/identity';
import { attachedPolicies, inlinePolicies, type UnitOfWork } from '#libs/persistence';
import { policyHolderOf } from '#libs/session-tokens';
import type { CallerIdentity } from '../http/management-request.js';

/** The policies on the side of a caller; as `PoliciesTogether` has them. */
export interface CallerPolicies {
  readonly identity: readonly CompiledPolicy[];
  readonly session: readonly CompiledPolicy[] | null;
}

/** What a caller's own policies are, and those that its session was made with. A root may do all. */
export async function policiesOf(
  uow: UnitOfWork,
  { principal, session }: Pick<CallerIdentity, 'principal' | 'session'>,
): Promise<CallerPolicies> {
  const holder = policyHolderOf(principal);
  return {
    identity: holder === null ? [rootAccess] : await policiesOfHolder(uow, holder),
    session:
      session?.policies?.map((document, index) => compiled(`session ${index + 1}`, document, 'session')) ??
      null,
  };
}

/** Of a user or a role, by its id. */
export async function policiesOfHolder(uow: UnitOfWork, id: string): Promise<CompiledPolicy[]> {
  const inline = await inlinePolicies.all(uow, id);
  const attached = await attachedPolicies.documentsOf(uow, id);
  return [
    ...inline.map(({ name, document }) => compiled(name, document, 'identity')),
    ...attached.map(({ arn, document }) =>
      compiled(arn, document ?? findAwsManagedPolicy(arn)?.document ?? '', 'identity'),
    ),
  ];
}

/**
 * A document that was checked when it was stored. One that cannot be read any more may have denied something:
 * nothing is decided without it.
 */
export function compiled(name: string, document: string, kind: PolicyKind): CompiledPolicy {
  const { policy, fault } = parsePolicy(document, kind);
  if (!policy) throw new Error(`the policy ${name} cannot be read: ${fault}`);
  return compilePolicy(policy, { name });
}
