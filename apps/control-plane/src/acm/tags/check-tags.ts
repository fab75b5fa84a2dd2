import type { Tags } from '#libs/api-definition';
import type { acm } from '#libs/aws-wire';
import { refusal } from '../refusals.js';

/** Tags that a certificate may have. */
const tagsMax = 50;

/** Tags as ACM lists them, as the map that is kept; one without a value has the empty one. */
export const tagsOf = (tags: readonly acm.Tag[]): Tags =>
  Object.fromEntries(tags.map(({ Key, Value = '' }) => [Key, Value]));

/** Holds all tags of a certificate to what the model does not say. @throws WireException */
export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > tagsMax)
    throw refusal('TooManyTagsException', `A certificate can have up to ${tagsMax} tags.`);
  if (Object.keys(tags).some((key) => /^aws:/i.test(key)))
    throw refusal('InvalidTagException', 'Tag keys that begin with aws: are reserved.');
}
