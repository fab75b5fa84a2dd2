import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  joinLogSections,
  logSectionOf,
  readLogEvents,
  type LogEvent,
  type LogSection,
} from '#libs/log-events';

/** Events of one group and one hour (UTC), as they are kept. */
export interface PreparedLogBlock {
  readonly accountId: string;
  readonly region: string;
  readonly group: string;
  /** One per section of the body, in its order; a stream may come several times. */
  readonly streams: readonly { readonly name: string; readonly firstMs: number; readonly lastMs: number }[];
  readonly firstMs: number;
  readonly lastMs: number;
  readonly events: number;
  /** A log block (`#libs/log-events`), compressed with gzip. */
  readonly body: Buffer;
}

/** What is to be added, and how many events are left out since they lie too far ahead. */
export interface PreparedLogs {
  readonly blocks: readonly PreparedLogBlock[];
  readonly tooNew: number;
}

export const hourMs = 3_600_000;
/** As PutLogEvents: what is later than that is of a clock that is wrong, and would never be old. */
export const aheadMsMax = 2 * hourMs;
const compress = promisify(gzip);

/**
 * Puts sections of any groups and times into the form in which they are kept. Takes time and no connection:
 * do it before a transaction begins.
 */
export async function prepareLogBlocks(
  sections: readonly LogSection[],
  nowMs: number,
): Promise<PreparedLogs> {
  const latestMs = nowMs + aheadMsMax;
  const byGroupAndHour = new Map<string, LogSection[]>();
  let tooNew = 0;
  for (const section of sections) {
    for (const part of ofOneHour(section, latestMs)) {
      if (part.firstMs > latestMs) {
        tooNew += part.events;
        continue;
      }
      const { accountId, region, group } = part;
      const key = `${hourOf(part.firstMs)} ${accountId} ${region} ${group}`;
      const others = byGroupAndHour.get(key);
      if (others) others.push(part);
      else byGroupAndHour.set(key, [part]);
    }
  }
  const blocks = await Promise.all([...byGroupAndHour.values()].map(toBlock));
  return { blocks, tooNew };
}

async function toBlock(sections: readonly LogSection[]): Promise<PreparedLogBlock> {
  const { accountId, region, group } = sections[0]!;
  return {
    accountId,
    region,
    group,
    streams: sections.map(({ stream, firstMs, lastMs }) => ({ name: stream, firstMs, lastMs })),
    firstMs: sections.reduce((first, { firstMs }) => Math.min(first, firstMs), Infinity),
    lastMs: sections.reduce((last, { lastMs }) => Math.max(last, lastMs), 0),
    events: sections.reduce((sum, { events }) => sum + events, 0),
    body: await compress(joinLogSections(sections)),
  };
}

/** The section, or its parts: by hour, with those that are too new by themselves. */
function ofOneHour(section: LogSection, latestMs: number): readonly LogSection[] {
  const { firstMs, lastMs } = section;
  if (hourOf(firstMs) === hourOf(lastMs) && (lastMs <= latestMs || firstMs > latestMs)) return [section];
  const parts = new Map<number, LogEvent[]>();
  for (const event of readLogEvents(section.body) ?? []) {
    const part = event.timestampMs > latestMs ? Infinity : hourOf(event.timestampMs);
    const others = parts.get(part);
    if (others) others.push(event);
    else parts.set(part, [event]);
  }
  return [...parts.values()].map((events) => logSectionOf(section, events));
}

const hourOf = (atMs: number): number => Math.floor(atMs / hourMs);
