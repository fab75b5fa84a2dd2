import { fail, ok, type Result } from '#libs/api-definition';
import { invalidInput, limitExceeded, type IdentityError } from './identity-error.js';

/** IAM keeps a key as it was written, and takes no other that differs in case alone. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

const TAGS_MAX = 50;
const folded = (key: string): string => key.toLowerCase();

/**
 * Tags after some were added; a key that is there already, in whatever case, gets the new value and spelling
 * (IAM User Guide, "Tags for AWS Identity and Access Management resources").
 */
export function addTags(tags: readonly Tag[], added: readonly Tag[]): Result<readonly Tag[], IdentityError> {
  const byKey = new Map(added.map((tag) => [folded(tag.key), tag]));
  if (byKey.size < added.length)
    return fail(invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.'));
  if ([...byKey.keys()].some((key) => key.startsWith('aws:')))
    return fail(invalidInput('Tag keys that begin with aws: are reserved for system use.'));
  const kept = tags.filter(({ key }) => !byKey.has(folded(key)));
  const all = [...kept, ...added];
  if (all.length > TAGS_MAX) return fail(limitExceeded('The number of tags has reached the maximum limit.'));
  return ok(all);
}

/** Tags after some were taken away; keys that are not there are passed over. */
export function removeTags(tags: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  const removed = new Set(keys.map(folded));
  return tags.filter(({ key }) => !removed.has(folded(key)));
}
