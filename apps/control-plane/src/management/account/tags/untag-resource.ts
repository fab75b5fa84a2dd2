import {
  fail,
  readTagTarget,
  removeTags,
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

/** SDKs repeat the parameter, the guide writes a list with commas; keys have none, so both are understood. */
export const untaggedKeys = ({ tagKeys }: Pick<v1.UntagResourceRequest, 'tagKeys'>): readonly string[] =>
  tagKeys.flatMap((key) => key.split(','));

/** UntagResource. */
export async function untagResource(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UntagResourceRequest,
  truststore: ReadTruststore | 'as it is' | null,
): Promise<Result<void>> {
  const target = readTagTarget(input.resourceArn, owner);
  if (!target.ok) return target;
  const before = await tagged.lock(uow, owner, target.value);
  if (!before) return fail(unknownTagTarget(target.value, owner));
  const tags = removeTags(before, untaggedKeys(input));
  await tagged.save(uow, target.value, tags);
  await publishTags(publish, owner, target.value, before, tags);
  return saveRevocations(uow, publish, owner, target.value, truststore);
}
