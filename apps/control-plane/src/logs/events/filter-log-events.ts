import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import { readFilterPattern, type FilterPattern } from '#libs/filter-patterns';
import {
  decodeLogCursor,
  encodeLogCursor,
  logStreams,
  readStoredLogEvents,
  type LogStreamChoice,
  type UnitOfWork,
} from '#libs/persistence';
import { findGroup } from '../groups/find-group.js';
import { invalidParameter, invalidToken, noSuchStream } from '../refusals.js';
import { afterAllTime, pageBytesMax, pageEventsMax, scanBytesOf } from './page-bounds.js';

/** Events of a group, or of some of its streams, in the order of their times, that a pattern matches. */
export async function filterLogEvents(
  uow: UnitOfWork,
  owner: Owner,
  input: logs.FilterLogEventsRequest,
): Promise<logs.FilterLogEventsResponse> {
  const { nextToken, startTime = 0, endTime, limit = pageEventsMax } = input;
  const pattern = patternOf(input.filterPattern);
  const streams = choiceOf(input);
  const beyond = nextToken === undefined ? null : decodeLogCursor(nextToken);
  if (nextToken !== undefined && !beyond) throw invalidToken();
  const group = await findGroup(uow, owner, input);
  if (streams && 'names' in streams) await checkStreams(uow, group.id, streams.names);
  const { events, next } = await readStoredLogEvents(uow, {
    groupId: group.id,
    streams,
    fromMs: startTime,
    // Inclusive here, where GetLogEvents leaves the end out.
    toMs: endTime === undefined ? afterAllTime : endTime + 1,
    direction: 'forward',
    beyond,
    eventsMax: limit,
    bytesMax: pageBytesMax,
    ...(pattern && {
      keep: (message: string) => pattern.matches(message),
      scanBytesMax: scanBytesOf(pattern.stepsPerCharacter),
    }),
  });
  return {
    events: events.map(({ stream, timestampMs, message, ingestedMs, eventId }) => ({
      logStreamName: stream,
      timestamp: timestampMs,
      message,
      ingestionTime: ingestedMs,
      eventId,
    })),
    // As the service does since 2020.
    searchedLogStreams: [],
    ...(next && { nextToken: encodeLogCursor(next) }),
  };
}

function patternOf(text: string | undefined): FilterPattern | null {
  if (text === undefined || text.trim() === '') return null;
  const read = readFilterPattern(text);
  if (!read.ok) throw invalidParameter(read.message);
  return read.pattern;
}

function choiceOf({
  logStreamNames: names,
  logStreamNamePrefix: prefix,
}: logs.FilterLogEventsRequest): LogStreamChoice | null {
  if (names && prefix !== undefined)
    throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
  return names ? { names } : prefix === undefined ? null : { prefix };
}

async function checkStreams(uow: UnitOfWork, groupId: string, names: readonly string[]): Promise<void> {
  for (const name of names) if (!(await logStreams.find(uow, groupId, name))) throw noSuchStream();
}
