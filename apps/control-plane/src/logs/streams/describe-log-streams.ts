import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import { logStreams, type LogStream, type LogStreamPage, type UnitOfWork } from '#libs/persistence';
import { findGroup } from '../groups/find-group.js';
import { logStreamArn } from '../groups/log-group-arn.js';
import { nameOf, tokenAfter } from '../name-token.js';
import { invalidParameter, invalidToken } from '../refusals.js';

const pageDefault = 50;

/** Streams of a group by their names, or by the times of their last events. */
export async function describeLogStreams(
  uow: UnitOfWork,
  owner: Owner,
  input: logs.DescribeLogStreamsRequest,
): Promise<logs.DescribeLogStreamsResponse> {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false, limit } = input;
  const isByTime = orderBy === 'LastEventTime';
  if (isByTime && prefix !== undefined)
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const after = placeOf(input.nextToken);
  const group = await findGroup(uow, owner, input);
  const count = limit ?? pageDefault;
  const streams = await logStreams.list(uow, group.id, {
    prefix,
    orderBy: isByTime ? 'lastEventTime' : 'name',
    descending,
    after,
    count: count + 1,
  });
  const page = streams.slice(0, count);
  return {
    logStreams: page.map((stream) => present(owner, group.name, stream)),
    ...(streams.length > count && { nextToken: tokenOf(page.at(-1)!) }),
  };
}

const tokenOf = ({ name, lastEventMs }: LogStream): string => tokenAfter(`${lastEventMs ?? ''}/${name}`);

function placeOf(token: string | undefined): LogStreamPage['after'] {
  const text = nameOf(token);
  if (text === null) return null;
  const [, lastEvent, name] = /^(\d{0,16})\/([^]+)$/.exec(text) ?? [];
  if (name === undefined) throw invalidToken();
  return { name, lastEventMs: lastEvent === '' ? null : Number(lastEvent) };
}

function present(owner: Owner, group: string, stream: LogStream): logs.LogStream {
  const { name, createdAtMs, firstEventMs, lastEventMs, lastIngestionMs } = stream;
  return {
    logStreamName: name,
    creationTime: createdAtMs,
    ...(firstEventMs !== null && { firstEventTimestamp: firstEventMs }),
    ...(lastEventMs !== null && { lastEventTimestamp: lastEventMs }),
    ...(lastIngestionMs !== null && { lastIngestionTime: lastIngestionMs }),
    arn: logStreamArn(owner, group, name),
    // As the service does since 2019.
    storedBytes: 0,
  };
}
