import type { AlarmState, MissingDataTreatment } from './alarm.js';
import { evaluateAlarm, evaluationRange, type AlarmPoint } from './evaluate-alarm.js';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
type Outcome = AlarmState | 'stays';

/** `0 - X`: below the threshold, missing, above; the latest on the right. */
const rangeOf = (text: string): AlarmPoint[] =>
  text.split(' ').map((sign, index) => ({
    atMs: index * 60_000,
    sampleCount: sign === '-' ? 0 : 1,
    value: sign === '-' ? null : sign === 'X' ? 10 : 0,
  }));
const rules = (datapointsToAlarm: number | null, missingData: MissingDataTreatment | null = null) => ({
  statistic: 'Sum' as const,
  evaluationPeriods: 3,
  datapointsToAlarm,
  threshold: 5,
  comparison: 'GreaterThanThreshold' as const,
  missingData,
  lowSampleCount: null,
});
const outcomes = (range: string, needed: number | null): Outcome[] =>
  treatments.map((treatment) => evaluateAlarm(rules(needed, treatment), rangeOf(range)).state ?? 'stays');

const all = (state: AlarmState): Outcome[] => treatments.map(() => state);
const missing = ['INSUFFICIENT_DATA', 'stays', 'ALARM', 'OK'] as const;
const premature = ['ALARM', 'stays', 'ALARM', 'OK'] as const;
const breachingOnly = ['OK', 'OK', 'ALARM', 'OK'] as const;

// The tables of the CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", whole.
test.each([
  [3, '0 - X - X', 0, all('OK')],
  [3, '0 - - - -', 2, all('OK')],
  [3, '- - - - -', 3, missing],
  [3, '0 X X - X', 0, all('ALARM')],
  [3, '- - X - -', 2, premature],
  [2, '0 - X - X', 0, all('ALARM')],
  [2, '0 0 X 0 X', 0, all('ALARM')],
  [2, '0 - X - -', 1, breachingOnly],
  [2, '- - - - 0', 2, breachingOnly],
  [2, '- - - X -', 2, premature],
])('%i of 3, as AWS documents it: %s', (needed, range, filled, expected) => {
  expect(outcomes(range, needed)).toEqual(expected);
  expect(evaluateAlarm(rules(needed), rangeOf(range)).filled).toBe(filled);
});

test.each([
  ['- - - - X', ['OK', 'stays', 'ALARM', 'OK']],
  ['- - - X -', ['OK', 'stays', 'ALARM', 'OK']],
  ['- - - X 0', ['OK', 'OK', 'OK', 'OK']],
  ['- - X - 0', ['OK', 'OK', 'OK', 'OK']],
])('3 of 3 does not go into ALARM before its time: %s', (range, expected) => {
  expect(outcomes(range, 3)).toEqual(expected);
});

test('without data points to alarm, all evaluation periods have to breach', () => {
  expect(outcomes('X X X X X', null)).toEqual(all('ALARM'));
  expect(outcomes('X X 0 X X', null)).toEqual(all('OK'));
});

test('points beyond the evaluation periods count only for missing ones', () => {
  expect(evaluationRange(3)).toBe(5);
  expect(outcomes('X X 0 0 0', 1)).toEqual(all('OK'));
  expect(outcomes('X 0 - - 0', 1)).toEqual(all('ALARM'));
});

test.each([
  ['GreaterThanThreshold', [false, false, true]],
  ['GreaterThanOrEqualToThreshold', [false, true, true]],
  ['LessThanThreshold', [true, false, false]],
  ['LessThanOrEqualToThreshold', [true, true, false]],
] as const)('%s', (comparison, expected) => {
  const breaches = [4, 5, 6].map((value) => {
    const range = [{ atMs: 0, sampleCount: 1, value }];
    return evaluateAlarm({ ...rules(1), evaluationPeriods: 1, comparison }, range).state === 'ALARM';
  });
  expect(breaches).toEqual(expected);
});

test('a percentile of too few samples changes nothing where it is ignored, and counts elsewhere', () => {
  // p99: ten above it take a thousand samples.
  const of = (sampleCount: number, lowSampleCount: 'ignore' | 'evaluate' | null) =>
    evaluateAlarm({ ...rules(1), evaluationPeriods: 1, statistic: { percentile: 99 }, lowSampleCount }, [
      { atMs: 0, sampleCount, value: 10 },
    ]).state;
  expect([of(999, 'ignore'), of(1001, 'ignore')]).toEqual([null, 'ALARM']);
  expect([of(1, 'evaluate'), of(1, null)]).toEqual(['ALARM', 'ALARM']);
});
