import {
  dimensionsKey,
  evaluateAlarm,
  evaluationRange,
  isPercentile,
  pointsByPeriod,
  resolutionFor,
  stateReason,
  statisticOf,
  type AlarmDefinition,
  type AlarmPoint,
  type MetricPoint,
} from '#libs/cloudwatch';
import { changeAlarmState, metricData, metricSeries, type Alarm, type UnitOfWork } from '#libs/persistence';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Evaluates a locked alarm by the data up to a minute; changes its state where that comes to another. */
export async function evaluateStoredAlarm(
  uow: UnitOfWork,
  alarm: Alarm,
  upToMs: number,
  nowMs: number,
): Promise<void> {
  const { definition } = alarm;
  const range = await readRange(uow, alarm, endOf(definition, upToMs));
  const evaluation = evaluateAlarm(definition, range);
  const { state } = evaluation;
  if (state === null || state === alarm.state) return;
  await changeAlarmState(uow, alarm, state, stateReason(definition, state, evaluation, range, nowMs), nowMs);
}

/**
 * Periods end with the minute, so that each minute is looked at with those before it; of alarms over more
 * than a day with the hour (CloudWatch User Guide, "Evaluating an alarm").
 */
function endOf({ evaluationPeriods, periodSeconds }: AlarmDefinition, upToMs: number): number {
  const isLong = evaluationPeriods * periodSeconds * 1000 > dayMs;
  return isLong ? Math.floor(upToMs / hourMs) * hourMs : upToMs;
}

async function readRange(
  uow: UnitOfWork,
  { owner, definition }: Alarm,
  endMs: number,
): Promise<AlarmPoint[]> {
  const { evaluationPeriods, periodSeconds, statistic } = definition;
  const periodMs = periodSeconds * 1000;
  const periods = evaluationRange(evaluationPeriods);
  const startMs = endMs - periods * periodMs;
  const byStart = new Map<number, MetricPoint>();
  for (const point of pointsByPeriod(await readRows(uow, owner, definition, startMs, endMs), {
    startMs,
    endMs,
    periodMs,
  })) {
    byStart.set(point.atMs, point);
  }
  return Array.from({ length: periods }, (_, index) => {
    const atMs = startMs + index * periodMs;
    const values = byStart.get(atMs)?.values;
    return { atMs, sampleCount: values?.count ?? 0, value: values ? statisticOf(values, statistic) : null };
  });
}

async function readRows(
  uow: UnitOfWork,
  owner: Alarm['owner'],
  { namespace, metricName, dimensions, unit, statistic, periodSeconds }: AlarmDefinition,
  startMs: number,
  endMs: number,
): Promise<readonly MetricPoint[]> {
  const name = { namespace, name: metricName, dimensions: dimensionsKey(dimensions) };
  const [series] = await metricSeries.find(uow, owner, [name]);
  if (!series || (unit !== null && unit !== series.unit)) return [];
  const resolution = resolutionFor(startMs, periodSeconds * 1000);
  const read = await metricData.read(uow, [series.id], {
    startMs,
    endMs,
    resolution,
    withSketch: isPercentile(statistic),
  });
  return read.get(series.id)!;
}
