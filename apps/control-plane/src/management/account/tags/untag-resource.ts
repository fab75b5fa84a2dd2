import {
  fail,
  ok,
  readTagTarget,
  removeTags,
  unknownTagTarget,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { tagged, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { publishTags } from './publish-tags.js';

/**
 * UntagResource. SDKs repeat the parameter, the guide writes a list with commas; keys have none, so both are
 * understood.
 */
export async function untagResource(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UntagResourceRequest,
): Promise<Result<void>> {
  const target = readTagTarget(input.resourceArn, owner);
  if (!target.ok) return target;
  const before = await tagged.lock(uow, owner, target.value);
  if (!before) return fail(unknownTagTarget(target.value, owner));
  const keys = input.tagKeys.flatMap((key) => key.split(','));
  const tags = removeTags(before, keys);
  await tagged.save(uow, target.value, tags);
  await publishTags(publish, owner, target.value, before, tags);
  return ok(undefined);
}
