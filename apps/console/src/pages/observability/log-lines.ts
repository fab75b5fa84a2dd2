import type { FilteredLogEvent } from '../../wire/generated/logs.js';

/** What a list of lines holds at most; the oldest go first. */
export const linesMax = 2_000;

/** Lines and what came behind them, in their order, each once, the last `linesMax` of them. */
export function withNewer(
  lines: readonly FilteredLogEvent[],
  newer: readonly FilteredLogEvent[],
): readonly FilteredLogEvent[] {
  const known = new Set(lines.map(({ eventId }) => eventId));
  const added = newer.filter(({ eventId }) => !known.has(eventId));
  if (added.length === 0) return lines;
  const all = [...lines, ...added].sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
  return all.slice(-linesMax);
}

/** Where the next look begins, ms: lines that come late are within the ten seconds before the last one. */
export const nextStartMs = (lines: readonly FilteredLogEvent[], otherwise: number): number =>
  Math.max(otherwise, (lines.at(-1)?.timestamp ?? 0) - 10_000);

/** A line as JSON over several lines where it is JSON, itself otherwise. */
export function readable(message: string): string {
  if (!/^\s*[{[]/.test(message)) return message;
  try {
    return JSON.stringify(JSON.parse(message), null, 2);
  } catch {
    return message;
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/**
 * The request that a line is about: the member `requestId` of JSON; of other lines the first UUID, which is
 * where execution logs and the common formats of access logs have it.
 */
export function requestIdOf(message: string): string | null {
  const named = /"(?:requestId|RequestId)"\s*:\s*"([\w=-]{1,128})"/.exec(message)?.[1];
  return named ?? uuid.exec(message)?.[0] ?? null;
}
