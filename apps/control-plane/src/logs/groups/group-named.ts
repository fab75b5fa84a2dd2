import type { Owner } from '#libs/api-definition';
import { invalidParameter, noSuchGroup } from '../refusals.js';
import { groupOfArn } from './log-group-arn.js';

/** The two ways in which inputs name a group. */
export interface GroupNaming {
  readonly logGroupName?: string;
  /** A name, or an ARN. */
  readonly logGroupIdentifier?: string;
}

/** The name of the group that an input means; another account's is as good as none. @throws WireException */
export function groupNamed(owner: Owner, { logGroupName, logGroupIdentifier }: GroupNaming): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw invalidParameter('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  const named = logGroupName ?? logGroupIdentifier;
  if (named === undefined) throw invalidParameter('Either LogGroup name or LogGroup ARN must be specified.');
  const group = named.startsWith('arn:') ? groupOfArn(owner, named) : named;
  if (group === null) throw noSuchGroup();
  return group;
}
