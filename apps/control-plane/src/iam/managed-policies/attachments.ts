import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { notAttached, quotaOfAttachments, quotaReached, quotas, type IdentityError } from '#libs/identity';
import { attachedPolicies, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { listWhole, pageMembers, type ListInput } from '../lists.js';
import { findPrincipal, lockPrincipal } from '../principals/find-principal.js';
import type { PrincipalName } from '../principals/tags.js';
import { findPolicy } from './find-policy.js';

/** One that is attached already is attached once. */
export async function attachPolicy(
  uow: UnitOfWork,
  changed: Changed,
  { accountId, kind, name }: PrincipalName,
  arn: string,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const policy = await findPolicy(uow, accountId, arn, 'hold');
  if (!policy.ok) return policy;
  const attached = await attachedPolicies.arnsOf(uow, found.value.id);
  if (attached.includes(arn)) return ok(undefined);
  const quota = quotaOfAttachments[kind];
  if (attached.length >= quotas[quota]) return fail(quotaReached(quota));
  await attachedPolicies.attach(uow, found.value.id, { arn, policyId: policy.value.own?.id ?? null });
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok(undefined);
}

export async function detachPolicy(
  uow: UnitOfWork,
  changed: Changed,
  { accountId, kind, name }: PrincipalName,
  arn: string,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  if (!(await attachedPolicies.detach(uow, found.value.id, arn))) return fail(notAttached(arn));
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok(undefined);
}

export async function listAttachedPolicies(
  uow: UnitOfWork,
  { accountId, kind, name }: PrincipalName,
  input: ListInput & { readonly PathPrefix?: string },
): Promise<Result<iam.ListAttachedUserPoliciesResponse, IdentityError>> {
  const found = await findPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const { PathPrefix = '/' } = input;
  const arns = await attachedPolicies.arnsOf(uow, found.value.id);
  const below = arns.filter((arn) => arn.slice(arn.indexOf('/')).startsWith(PathPrefix));
  const page = await listWhole(`attached policies/${kind} ${PathPrefix}`, input, below);
  if (!page.ok) return page;
  const AttachedPolicies = page.value.items.map((arn) => ({
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    PolicyArn: arn,
  }));
  return ok({ AttachedPolicies, ...pageMembers(page.value) });
}
