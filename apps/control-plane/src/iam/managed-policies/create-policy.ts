import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import {
  addTags,
  newIdentityId,
  policyExists,
  quotaReached,
  quotas,
  type IdentityError,
  type ManagedPolicy,
} from '#libs/identity';
import { lockIdentityOf, managedPolicies, policyVersions, type UnitOfWork } from '#libs/persistence';
import { presentTags, toTags } from '../principals/tags.js';
import { checkManagedPolicy } from './check-managed-policy.js';
import { presentPolicy } from './policies.presenter.js';

export async function createPolicy(
  uow: UnitOfWork,
  accountId: string,
  input: iam.CreatePolicyRequest,
  nowMs: number,
): Promise<Result<iam.CreatePolicyResponse, IdentityError>> {
  const checked = checkManagedPolicy(input.PolicyDocument);
  if (!checked.ok) return checked;
  const tags = addTags([], toTags(input.Tags));
  if (!tags.ok) return tags;
  const policy: ManagedPolicy = {
    accountId,
    id: newIdentityId('policy', randomBytes),
    name: input.PolicyName,
    path: input.Path ?? '/',
    description: input.Description ?? null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    defaultVersion: 1,
    lastVersion: 1,
    tags: tags.value,
  };
  await lockIdentityOf(uow, accountId);
  if ((await managedPolicies.count(uow, accountId)) >= quotas.PoliciesPerAccount)
    return fail(quotaReached('PoliciesPerAccount'));
  if (!(await managedPolicies.insert(uow, policy))) return fail(policyExists(policy.name));
  const version = { number: 1, document: input.PolicyDocument, createdAtMs: nowMs };
  await policyVersions.insert(uow, policy.id, version);
  const shown = {
    ...presentPolicy(policy, 0),
    ...(policy.tags.length > 0 && { Tags: presentTags(policy.tags) }),
  };
  return ok({ Policy: shown });
}
