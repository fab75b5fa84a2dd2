import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import {
  decodeLogCursor,
  encodeLogCursor,
  logStreams,
  readStoredLogEvents,
  type LogCursor,
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
    beyond: token?.cursor ?? null,
    eventsMax: limit,
    bytesMax: pageBytesMax,
  });
  // Where nothing was found, what has been looked through so far is behind; or everything is.
  const reached = next ?? token?.cursor ?? before(startTime);
  const isForward = direction === 'forward';
  /** To where this page has come: further on, and back over it. */
  const end = (isForward ? events.at(-1) : events[0])?.position;
  const begin = (isForward ? events[0] : events.at(-1))?.position ?? reached;
  const onward = next ?? { ...reached, ...end };
  return {
    events: events.map(({ timestampMs, message, ingestedMs }) => ({
      timestamp: timestampMs,
      message,
      ingestionTime: ingestedMs,
    })),
    nextForwardToken: tokenOf('forward', isForward ? onward : begin),
    nextBackwardToken: tokenOf('backward', isForward ? begin : onward),
  };
}

interface Token {
  readonly direction: 'forward' | 'backward';
  readonly cursor: LogCursor;
}

const before = (timestampMs: number): LogCursor => ({ timestampMs, blockId: 0, index: -1 });

const tokenOf = (direction: Token['direction'], cursor: LogCursor): string =>
  `${direction === 'forward' ? 'f' : 'b'}/${encodeLogCursor(cursor)}`;

function readToken(text: string): Token {
  const cursor = /^[fb]\//.test(text) ? decodeLogCursor(text.slice(2)) : null;
  if (!cursor) throw invalidToken();
  return { direction: text.startsWith('f') ? 'forward' : 'backward', cursor };
}
