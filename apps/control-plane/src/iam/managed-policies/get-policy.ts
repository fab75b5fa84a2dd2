import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { noSuchPolicy, type IdentityError } from '#libs/identity';
import { attachedPolicies, type UnitOfWork } from '#libs/persistence';
import { presentTags } from '../principals/tags.js';
import { findPolicy } from './find-policy.js';
import { presentAwsPolicy, presentPolicy } from './policies.presenter.js';

export async function getPolicy(
  uow: UnitOfWork,
  accountId: string,
  { PolicyArn }: iam.GetPolicyRequest,
): Promise<Result<iam.GetPolicyResponse, IdentityError>> {
  const found = await findPolicy(uow, accountId, PolicyArn);
  // This operation has words of its own for it.
  if (!found.ok) return found.error.code === 'NoSuchEntity' ? fail(noSuchPolicy(PolicyArn)) : found;
  const { own, aws } = found.value;
  const count = (await attachedPolicies.counts(uow, accountId, [PolicyArn])).get(PolicyArn) ?? 0;
  if (aws) return ok({ Policy: { ...presentAwsPolicy(aws, count), Description: aws.description } });
  return ok({
    Policy: {
      ...presentPolicy(own, count),
      ...(own.description !== null && { Description: own.description }),
      Tags: presentTags(own.tags),
    },
  });
}
