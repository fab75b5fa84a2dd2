import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import {
  isDefaultVersion,
  limitExceeded,
  noSuchPolicyVersion,
  quotas,
  type IdentityError,
} from '#libs/identity';
import { managedPolicies, policyVersions, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { checkManagedPolicy } from './check-managed-policy.js';
import { lockPolicy } from './find-policy.js';
import { presentVersion } from './policies.presenter.js';

/** Numbers are never used again. */
export async function createPolicyVersion(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  { PolicyArn, PolicyDocument, SetAsDefault = false }: iam.CreatePolicyVersionRequest,
  nowMs: number,
): Promise<Result<iam.CreatePolicyVersionResponse, IdentityError>> {
  const found = await lockPolicy(uow, accountId, PolicyArn);
  if (!found.ok) return found;
  const checked = checkManagedPolicy(PolicyDocument);
  if (!checked.ok) return checked;
  const policy = found.value;
  if ((await policyVersions.all(uow, policy.id)).length >= quotas.VersionsPerPolicy)
    return fail(
      limitExceeded(
        `A managed policy can have up to ${quotas.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
      ),
    );
  const number = policy.lastVersion + 1;
  const version = { number, document: PolicyDocument, createdAtMs: nowMs };
  const defaultVersion = SetAsDefault ? number : policy.defaultVersion;
  await policyVersions.insert(uow, policy.id, version);
  await managedPolicies.update(uow, { ...policy, defaultVersion, lastVersion: number, updatedAtMs: nowMs });
  if (SetAsDefault) changed({ kind: 'policy', accountId, arn: PolicyArn });
  return ok({ PolicyVersion: presentVersion(version, defaultVersion) });
}

export async function setDefaultPolicyVersion(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  { PolicyArn, VersionId }: iam.SetDefaultPolicyVersionRequest,
  nowMs: number,
): Promise<Result<void, IdentityError>> {
  const found = await lockPolicy(uow, accountId, PolicyArn);
  if (!found.ok) return found;
  const policy = found.value;
  const version = await policyVersions.find(uow, policy.id, numberOf(VersionId));
  if (!version) return fail(noSuchPolicyVersion(PolicyArn, VersionId));
  await managedPolicies.update(uow, { ...policy, defaultVersion: version.number, updatedAtMs: nowMs });
  changed({ kind: 'policy', accountId, arn: PolicyArn });
  return ok(undefined);
}

export async function deletePolicyVersion(
  uow: UnitOfWork,
  accountId: string,
  { PolicyArn, VersionId }: iam.DeletePolicyVersionRequest,
): Promise<Result<void, IdentityError>> {
  const found = await lockPolicy(uow, accountId, PolicyArn);
  if (!found.ok) return found;
  const number = numberOf(VersionId);
  if (number === found.value.defaultVersion) return fail(isDefaultVersion);
  return (await policyVersions.remove(uow, found.value.id, number))
    ? ok(undefined)
    : fail(noSuchPolicyVersion(PolicyArn, VersionId));
}

/** `v2` is 2; 0, which no version has, for anything else (`v2.x`, a number that is too large). */
export function numberOf(versionId: string): number {
  const [, digits] = /^v([1-9]\d{0,8})$/.exec(versionId) ?? [];
  return Number(digits ?? 0);
}
