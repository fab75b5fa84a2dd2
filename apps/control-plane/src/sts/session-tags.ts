import { validationFailed, type sts } from '#libs/aws-wire';
import { addTags, type Tag } from '#libs/identity';
import type { CallerIdentity } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';

/** The tags of a new session, and which of them go on to the sessions that it makes. */
export interface SessionTags {
  readonly session: readonly Tag[];
  readonly transitiveKeys: readonly string[];
}

/**
 * The tags that a call gives, with those that the caller's own session hands on (IAM User Guide: Passing
 * session tags in AWS STS).
 *
 * @throws WireException for keys given twice, handed on and given anew, or transitive without a tag.
 */
export function readSessionTags(
  { principal, session }: CallerIdentity,
  { Tags = [], TransitiveTagKeys = [] }: sts.AssumeRoleRequest,
): SessionTags {
  const isHandedOn = keySet(session?.transitiveTagKeys ?? []);
  const handedOn = principal.tags.filter(({ key }) => isHandedOn(key));
  const given = Tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
  const conflict = [...given.map(({ key }) => key), ...TransitiveTagKeys].find(isHandedOn);
  if (conflict !== undefined)
    throw refused(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  const isGiven = keySet(given.map(({ key }) => key));
  if (!TransitiveTagKeys.every(isGiven))
    throw refused('The specified transitive tag key must be included in the requested tags.');
  const all = addTags(handedOn, given);
  if (!all.ok) throw refused(all.error.message);
  return {
    session: all.value,
    transitiveKeys: [...(session?.transitiveTagKeys ?? []), ...TransitiveTagKeys],
  };
}

/** Keys are compared whatever their case. */
function keySet(keys: readonly string[]): (key: string) => boolean {
  const folded = new Set(keys.map((key) => key.toLowerCase()));
  return (key) => folded.has(key.toLowerCase());
}

const refused = (message: string): WireException => new WireException(validationFailed(message));
