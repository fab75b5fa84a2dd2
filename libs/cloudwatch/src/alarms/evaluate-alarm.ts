import type { AlarmDefinition, AlarmState, ComparisonOperator } from './alarm.js';
import { hasFewSamples } from './low-sample-count.js';

/** A data point of the evaluation range; `value` null where nothing came. */
export interface AlarmPoint {
  readonly atMs: number;
  readonly sampleCount: number;
  readonly value: number | null;
}

type Rules = Pick<
  AlarmDefinition,
  | 'statistic'
  | 'evaluationPeriods'
  | 'datapointsToAlarm'
  | 'threshold'
  | 'comparison'
  | 'missingData'
  | 'lowSampleCount'
>;

/** What an evaluation comes to. */
export interface Evaluation {
  /** Null: the alarm stays in its state. */
  readonly state: AlarmState | null;
  /** The real points that were judged, the latest first. */
  readonly judged: readonly AlarmPoint[];
  readonly breaching: readonly AlarmPoint[];
  /** How many points were filled in. */
  readonly filled: number;
}

/** Points looked at beyond the evaluation periods, in case some of the latest are missing. */
const extraPoints = 2;

/**
 * How many of the latest periods an alarm is evaluated by (CloudWatch User Guide, "How alarm state is
 * evaluated when data is missing": five for three evaluation periods).
 */
export const evaluationRange = (evaluationPeriods: number): number => evaluationPeriods + extraPoints;

/**
 * Evaluates an alarm by the points of its evaluation range, the latest last. Real points count as far as
 * there are enough; missing ones are filled in as rarely as possible.
 */
export function evaluateAlarm(rules: Rules, range: readonly AlarmPoint[]): Evaluation {
  const { evaluationPeriods } = rules;
  const judged = range
    .filter(({ value }) => value !== null)
    .reverse()
    .slice(0, evaluationPeriods);
  const breaching = judged.filter(({ value }) => breaches(value!, rules));
  const filled = evaluationPeriods - judged.length;
  return { state: stateOf(rules, range, { judged, breaching, filled }), judged, breaching, filled };
}

function stateOf(
  rules: Rules,
  range: readonly AlarmPoint[],
  { judged, breaching, filled }: Omit<Evaluation, 'state'>,
): AlarmState | null {
  const isFew = ({ sampleCount }: AlarmPoint) => hasFewSamples(rules.statistic, sampleCount);
  if (rules.lowSampleCount === 'ignore' && judged.some(isFew)) return null;
  const needed = rules.datapointsToAlarm ?? rules.evaluationPeriods;
  const treatment = rules.missingData ?? 'missing';
  const alarm = (count: number): AlarmState => (count >= needed ? 'ALARM' : 'OK');
  if (filled === 0 || treatment === 'notBreaching') return alarm(breaching.length);
  if (treatment === 'breaching') return alarm(breaching.length + filled);
  if (judged.length === 0) return treatment === 'missing' ? 'INSUFFICIENT_DATA' : null;
  if (breaching.length >= needed) return 'ALARM';
  // What follows is about data that is all breaching and too little ("Avoiding premature transitions").
  if (breaching.length < judged.length) return 'OK';
  if (treatment === 'ignore') return null;
  const oldest = judged.at(-1)!;
  return range.length - range.indexOf(oldest) >= needed ? 'ALARM' : 'OK';
}

const breaches = (value: number, { comparison, threshold }: Rules): boolean =>
  comparisons[comparison](value, threshold);

const comparisons: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};
