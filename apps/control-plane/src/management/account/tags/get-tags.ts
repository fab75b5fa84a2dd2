import { fail, ok, readTagTarget, unknownTagTarget, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { tagged, type UnitOfWork } from '#libs/persistence';

/**
 * GetTags. All at once: there are 50 at most, and the response has no member for a position (API reference:
 * GetTags).
 */
export async function getTags(
  uow: UnitOfWork,
  owner: Owner,
  { resourceArn }: v1.GetTagsRequest,
): Promise<Result<v1.Tags>> {
  const target = readTagTarget(resourceArn, owner);
  if (!target.ok) return target;
  const tags = await tagged.get(uow, owner, target.value);
  return tags ? ok({ tags: { ...tags } }) : fail(unknownTagTarget(target.value, owner));
}
