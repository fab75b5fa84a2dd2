import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { callWire } from '../../wire/call-wire.js';
import { FilterLogEvents, type FilteredLogEvent } from '../../wire/generated/logs.js';
import { linesMax, nextStartMs, withNewer } from './log-lines.js';

export interface LogSearch {
  readonly group: string;
  readonly pattern: string;
  readonly backSeconds: number;
  /** Whether lines that come are shown as they come. */
  readonly isLive: boolean;
}

const askEveryMs = 2_000;
/** Of one look; a group that has more in its time shows the newest of these. */
const pagesMax = 20;

interface Seen {
  readonly key: string;
  readonly lines: readonly FilteredLogEvent[];
  readonly isCut: boolean;
}

/** Lines of a group that fit, bounded, and with `isLive` those that come. */
export function useLogLines({ group, pattern, backSeconds, isLive }: LogSearch) {
  const key = JSON.stringify([group, pattern, backSeconds]);
  const seen = useRef<Seen | null>(null);
  const query = useQuery({
    queryKey: ['log-lines', key],
    refetchInterval: isLive ? askEveryMs : false,
    queryFn: async ({ signal }) => {
      const before = seen.current?.key === key ? seen.current : { key, lines: [], isCut: false };
      const startTime = nextStartMs(before.lines, Date.now() - backSeconds * 1000);
      let { lines, isCut } = before;
      let nextToken: string | undefined;
      for (let page = 0; page < pagesMax; page += 1) {
        const input = {
          logGroupName: group,
          startTime,
          ...(pattern !== '' && { filterPattern: pattern }),
          ...(nextToken !== undefined && { nextToken }),
        };
        const said = await callWire(FilterLogEvents, input, { signal });
        lines = withNewer(lines, said.events ?? []);
        nextToken = said.nextToken;
        if (nextToken === undefined) break;
      }
      isCut ||= lines.length >= linesMax || nextToken !== undefined;
      seen.current = { key, lines, isCut };
      return seen.current;
    },
  });
  return {
    lines: query.data?.lines ?? [],
    isCut: query.data?.isCut ?? false,
    isLoading: query.isPending,
    error: query.error,
  };
}
