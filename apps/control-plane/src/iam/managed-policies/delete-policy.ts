import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { policyHasVersions, policyIsAttached, type IdentityError } from '#libs/identity';
import { attachedPolicies, managedPolicies, policyVersions, type UnitOfWork } from '#libs/persistence';
import { lockPolicy } from './find-policy.js';

/** Only one that nobody has, and with its last version (API reference: DeletePolicy). */
export async function deletePolicy(
  uow: UnitOfWork,
  accountId: string,
  { PolicyArn }: iam.DeletePolicyRequest,
): Promise<Result<void, IdentityError>> {
  const found = await lockPolicy(uow, accountId, PolicyArn);
  if (!found.ok) return found;
  const { id } = found.value;
  if ((await attachedPolicies.counts(uow, accountId, [PolicyArn])).size > 0) return fail(policyIsAttached);
  if ((await policyVersions.all(uow, id)).length > 1) return fail(policyHasVersions);
  await managedPolicies.remove(uow, id);
  return ok(undefined);
}
