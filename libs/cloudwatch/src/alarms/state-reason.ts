import { isPercentile } from '../data/statistic.js';
import type { AlarmDefinition, AlarmState, ComparisonOperator } from './alarm.js';
import type { AlarmPoint, Evaluation } from './evaluate-alarm.js';

/** Why an alarm is in its state: for people, and for programs as JSON. */
export interface StateReason {
  readonly text: string;
  readonly data: string | null;
}

/** As many as AWS's bounds on the text (1,023) and on the data (4,000) always have room for. */
const valuesMax = 10;
const pointsMax = 20;

/** Of an alarm that was just put. */
export const initialReason: StateReason = { text: 'Unchecked: Initial alarm creation', data: null };

/** In the words of notifications that AWS has sent. */
export function stateReason(
  alarm: AlarmDefinition,
  state: AlarmState,
  evaluation: Evaluation,
  range: readonly AlarmPoint[],
  nowMs: number,
): StateReason {
  return { text: textOf(alarm, state, evaluation), data: dataOf(alarm, evaluation, range, nowMs) };
}

function textOf(alarm: AlarmDefinition, state: AlarmState, evaluation: Evaluation): string {
  const { judged, breaching, filled } = evaluation;
  const { evaluationPeriods, threshold } = alarm;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(evaluationPeriods, 'datapoint')} ${was(evaluationPeriods)} unknown.`;
  }
  const treatedAs = alarm.missingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const missing = `${counted(filled, 'missing datapoint')} ${was(filled)} treated as [${treatedAs}]`;
  if (judged.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(filled, 'period')} and ${missing}.`;
  }
  const needed = alarm.datapointsToAlarm ?? evaluationPeriods;
  const isAlarm = state === 'ALARM';
  const named = isAlarm ? breaching : judged.filter((point) => !breaching.includes(point));
  // To OK though all that is there breaches: it is too little.
  const shown = named.length > 0 ? named : judged;
  const than = `${named.length > 0 && !isAlarm ? 'not ' : ''}${words[alarm.comparison]} the threshold (${doubleText(threshold)})`;
  const texts = shown
    .slice(0, valuesMax)
    .map(({ value, atMs }) => `${doubleText(value!)} (${shortTime(atMs)})`);
  const values = `${texts.join(', ')}${shown.length > valuesMax ? ', ...' : ''}`;
  const isFilled = filled > 0 && (alarm.missingData === 'breaching' || alarm.missingData === 'notBreaching');
  const minimum = isAlarm ? needed : evaluationPeriods - needed + 1;
  const transition = isAlarm ? 'OK -> ALARM' : 'ALARM -> OK';
  return (
    `Threshold Crossed: ${shown.length} out of the last ${evaluationPeriods} datapoints [${values}] ${was(shown.length)} ${than}` +
    `${isFilled ? ` and ${missing}` : ''} (minimum ${counted(minimum, 'datapoint')} for ${transition} transition).`
  );
}

function dataOf(
  alarm: AlarmDefinition,
  { judged }: Evaluation,
  range: readonly AlarmPoint[],
  nowMs: number,
): string {
  const recent = judged.slice(0, pointsMax).reverse();
  const latest = range.slice(-alarm.evaluationPeriods).reverse();
  const evaluated = judged.length > 0 ? judged : latest;
  return JSON.stringify({
    version: '1.0',
    queryDate: longTime(nowMs),
    ...(recent[0] && { startDate: longTime(recent[0].atMs) }),
    ...(alarm.unit !== null && { unit: alarm.unit }),
    statistic: isPercentile(alarm.statistic) ? alarm.statisticText : alarm.statistic,
    period: alarm.periodSeconds,
    recentDatapoints: recent.map(({ value }) => value),
    threshold: alarm.threshold,
    evaluatedDatapoints: evaluated.slice(0, pointsMax).map(({ atMs, sampleCount, value }) => ({
      timestamp: longTime(atMs),
      ...(value !== null && { sampleCount, value }),
    })),
  });
}

const words: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const was = (count: number): string => (count === 1 ? 'was' : 'were');

/** 1.0, 0.25, 1.2E7: as Java prints doubles, which texts of AWS show. */
export function doubleText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** 2026-11-30T10:02:03.004+0000 */
export const longTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

/** 30/11/26 10:02:03 */
function shortTime(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
