import { rootAccess, type CompiledPolicy } from '#libs/iam-policy';
import { findAwsManagedPolicy, principalArn } from '#libs/identity';
import { attachedPolicies, inlinePolicies, principals, type UnitOfWork } from '#libs/persistence';
import { policyHolderOf } from '#libs/session-tokens';
import type { CallerIdentity } from '../http/management-request.js';
import { compiled } from './compiled.js';

/** The policies on the side of a caller; as `PoliciesTogether` has them. */
export interface CallerPolicies {
  readonly identity: readonly CompiledPolicy[];
  readonly session: readonly CompiledPolicy[] | null;
}

/** A user or a role, with what it may do. */
export interface PolicyHolder {
  /** Of a role, not of its sessions. */
  readonly arn: string;
  readonly policies: readonly CompiledPolicy[];
}

/** What a caller's own policies are, and those that its session was made with. A root may do all. */
export async function policiesOf(
  uow: UnitOfWork,
  { principal, session }: Pick<CallerIdentity, 'principal' | 'session'>,
): Promise<CallerPolicies> {
  const holder = policyHolderOf(principal);
  return {
    identity: holder === null ? [rootAccess] : await policiesOfHolder(uow, holder),
    session: sessionPoliciesOf(session),
  };
}

/** Those that a session was made with; null for none, which limits nothing. */
export const sessionPoliciesOf = (session: CallerIdentity['session']): readonly CompiledPolicy[] | null =>
  session?.policies?.map((document, index) => compiled(`session ${index + 1}`, document, 'session')) ?? null;

/** By the id of a user or a role; undefined when there is none any more. */
export async function readHolder(uow: UnitOfWork, id: string): Promise<PolicyHolder | undefined> {
  const principal = await principals.findById(uow, id);
  return principal && { arn: principalArn(principal), policies: await policiesOfHolder(uow, id) };
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
