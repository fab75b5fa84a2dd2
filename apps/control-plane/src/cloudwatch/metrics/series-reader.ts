import {
  isPercentile,
  pointsByPeriod,
  resolutionFor,
  statisticOf,
  type MetricPoint,
  type PointWindow,
  type Statistic,
} from '#libs/cloudwatch';
import { metricData, type UnitOfWork } from '#libs/persistence';

/** What a query asks of a series; null where there is none. */
export interface AskedSeries extends PointWindow {
  readonly seriesId: string | null;
  readonly statistic: Statistic;
}

export interface TimedValue {
  readonly atMs: number;
  readonly value: number;
}

/** Rows that are in memory at one time: a month of minutes of one series, a day of thirty. */
const rowsAtOnce = 45_000;

/**
 * Reads the values of queries, asked for in their order, in the order of time. Those that look at the same
 * time are read together.
 */
export function seriesReader(
  uow: UnitOfWork,
  asked: readonly AskedSeries[],
): (index: number) => Promise<TimedValue[]> {
  let read: ReadonlyMap<string, readonly MetricPoint[]> = new Map();
  let until = 0;
  return async (index) => {
    const one = asked[index]!;
    if (index >= until) {
      until = endOfGroup(asked, index);
      read = await readGroup(uow, asked.slice(index, until));
    }
    const points = pointsByPeriod((one.seriesId !== null && read.get(one.seriesId)) || [], one);
    return points.flatMap(({ atMs, values }) => {
      const value = statisticOf(values, one.statistic);
      return value === null ? [] : [{ atMs, value }];
    });
  };
}

const resolutionOf = ({ startMs, periodMs }: PointWindow) => resolutionFor(startMs, periodMs);

/** Up to where queries look at the same time in the same resolution and are not too many. */
function endOfGroup(asked: readonly AskedSeries[], from: number): number {
  const first = asked[from]!;
  const resolution = resolutionOf(first);
  const rows = Math.max(1, (first.endMs - first.startMs) / (resolution * 1000));
  const most = Math.max(1, Math.floor(rowsAtOnce / rows));
  let end = from + 1;
  while (end < asked.length && end - from < most) {
    const next = asked[end]!;
    if (next.startMs !== first.startMs || next.endMs !== first.endMs || resolutionOf(next) !== resolution)
      break;
    end += 1;
  }
  return end;
}

function readGroup(uow: UnitOfWork, group: readonly AskedSeries[]) {
  const ids = new Set(group.flatMap(({ seriesId }) => seriesId ?? []));
  if (ids.size === 0) return Promise.resolve(new Map<string, readonly MetricPoint[]>());
  const { startMs, endMs } = group[0]!;
  return metricData.read(uow, [...ids], {
    startMs,
    endMs,
    resolution: resolutionOf(group[0]!),
    withSketch: group.some(({ statistic }) => isPercentile(statistic)),
  });
}
