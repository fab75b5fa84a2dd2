import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import { logGroups, type LogGroup, type UnitOfWork } from '#libs/persistence';
import { nameOf, tokenAfter } from '../name-token.js';
import { invalidParameter } from '../refusals.js';
import { groupNamed } from './group-named.js';
import { logGroupArn } from './log-group-arn.js';

const pageDefault = 50;

/** Groups by name, those that a prefix, a part of the name or identifiers choose. */
export async function describeLogGroups(
  uow: UnitOfWork,
  owner: Owner,
  input: logs.DescribeLogGroupsRequest,
): Promise<logs.DescribeLogGroupsResponse> {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: containing, logGroupIdentifiers, limit } = input;
  if (prefix !== undefined && containing !== undefined)
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  const isOfClass = (input.logGroupClass ?? 'STANDARD') === 'STANDARD';
  const after = nameOf(input.nextToken);
  if (!isOfClass) return { logGroups: [] };
  if (logGroupIdentifiers) {
    const names = new Set(logGroupIdentifiers.map((id) => groupNamed(owner, { logGroupIdentifier: id })));
    const found = await Promise.all([...names].map((name) => logGroups.find(uow, owner, name)));
    return { logGroups: found.filter((group) => group !== undefined).map((group) => present(owner, group)) };
  }
  const count = limit ?? pageDefault;
  const groups = await logGroups.list(uow, owner, { prefix, containing }, { after, count: count + 1 });
  const page = groups.slice(0, count);
  return {
    logGroups: page.map((group) => present(owner, group)),
    ...(groups.length > count && { nextToken: tokenAfter(page.at(-1)!.name) }),
  };
}

function present(owner: Owner, { name, createdAtMs, retentionInDays, storedBytes }: LogGroup): logs.LogGroup {
  const arn = logGroupArn(owner, name);
  return {
    logGroupName: name,
    creationTime: createdAtMs,
    ...(retentionInDays !== null && { retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes,
    logGroupClass: 'STANDARD',
    logGroupArn: arn,
  };
}
