import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import {
  decodeLogPosition,
  encodeLogPosition,
  logStreams,
  readStoredLogEvents,
  type LogPosition,
  type UnitOfWork,
} from '#libs/persistence';
import { findGroup } from '../groups/find-group.js';
import { invalidToken, noSuchStream } from '../refusals.js';
import { afterAllTime, pageBytesMax, pageEventsMax } from './page-bounds.js';

/**
 * Events of a stream, the earliest first, from its beginning or its end. Both tokens are always given; the
 * one that finds nothing more is given back, and finds what has come since when it is used again.
 */
export async function getLogEvents(
  uow: UnitOfWork,
  owner: Owner,
  input: logs.GetLogEventsRequest,
): Promise<logs.GetLogEventsResponse> {
  const { startTime = 0, endTime = afterAllTime, limit = pageEventsMax, startFromHead = false } = input;
  const token = input.nextToken === undefined ? null : readToken(input.nextToken);
  const group = await findGroup(uow, owner, input);
  const name = input.logStreamName;
  if (!(await logStreams.find(uow, group.id, name))) throw noSuchStream();
  // A token knows its direction, whatever else is said.
  const direction = token ? token.direction : startFromHead ? 'forward' : 'backward';
  const { events, next } = await readStoredLogEvents(uow, {
    groupId: group.id,
    streams: { names: [name] },
    fromMs: startTime,
    toMs: endTime,
    direction,
    beyond: token?.position ?? null,
    eventsMax: limit,
    bytesMax: pageBytesMax,
  });
  // Where nothing was found, what has been looked through so far is behind; or everything is.
  const reached = next ?? token?.position ?? before(startTime);
  return {
    events: events.map(({ timestampMs, message, ingestedMs }) => ({
      timestamp: timestampMs,
      message,
      ingestionTime: ingestedMs,
    })),
    nextForwardToken: tokenOf('forward', events.at(-1)?.position ?? reached),
    nextBackwardToken: tokenOf('backward', events[0]?.position ?? reached),
  };
}

interface Token {
  readonly direction: 'forward' | 'backward';
  readonly position: LogPosition;
}

const before = (timestampMs: number): LogPosition => ({ timestampMs, blockId: 0, index: -1 });

const tokenOf = (direction: Token['direction'], position: LogPosition): string =>
  `${direction === 'forward' ? 'f' : 'b'}/${encodeLogPosition(position)}`;

function readToken(text: string): Token {
  const position = /^[fb]\//.test(text) ? decodeLogPosition(text.slice(2)) : null;
  if (!position) throw invalidToken();
  return { direction: text.startsWith('f') ? 'forward' : 'backward', position };
}
