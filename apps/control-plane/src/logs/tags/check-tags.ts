import { logs } from '#libs/aws-wire';
import { WireException } from '../../http/wire-exception.js';
import { invalidParameter } from '../refusals.js';

/** Tags that a group may have. */
const tagsMax = 50;

/** Holds all tags of a group to what the model does not say. @throws WireException */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > tagsMax)
    throw new WireException(
      logs.serviceError('TooManyTagsException', `A log group can have up to ${tagsMax} tags.`),
    );
  if (Object.keys(tags).some((key) => /^aws:/i.test(key)))
    throw invalidParameter('Tag keys that begin with aws: are reserved.');
}
