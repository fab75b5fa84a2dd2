import {
  addTags,
  fail,
  readTagTarget,
  refuseWebAclTag,
  unknownTagTarget,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { tagged, type UnitOfWork } from '#libs/persistence';
import type { ReadTruststore } from '#libs/truststores';
import type { Publish } from '../../../definition/publish.js';
import { publishTags } from './publish-tags.js';
import { saveRevocations } from './save-revocations.js';

export async function tagResource(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.TagResourceRequest,
  truststore: ReadTruststore | 'as it is' | null,
): Promise<Result<void>> {
  const target = readTagTarget(input.resourceArn, owner);
  if (!target.ok) return target;
  const before = await tagged.lock(uow, owner, target.value);
  if (!before) return fail(unknownTagTarget(target.value, owner));
  const tags = addTags(before, input.tags);
  if (!tags.ok) return tags;
  const unguarded = target.value.kind === 'http-stage' ? refuseWebAclTag(input.tags) : null;
  if (unguarded) return fail(unguarded);
  await tagged.save(uow, target.value, tags.value);
  await publishTags(publish, owner, target.value, before, tags.value);
  return saveRevocations(uow, publish, owner, target.value, truststore);
}
