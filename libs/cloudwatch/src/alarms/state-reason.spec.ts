import type { AlarmDefinition, AlarmState } from './alarm.js';
import { alarmMessage, alarmSubject } from './alarm-message.js';
import { evaluateAlarm } from './evaluate-alarm.js';
import { doubleText, stateReason } from './state-reason.js';

const nowMs = Date.UTC(2026, 10, 30, 10, 5, 2);
const alarm: AlarmDefinition = {
  description: null,
  actionsEnabled: true,
  okActions: [],
  alarmActions: ['arn:aws:sns:us-east-1:000000000000:ops'],
  insufficientDataActions: [],
  namespace: 'AWS/ApiGateway',
  metricName: '5XXError',
  dimensions: [{ name: 'ApiName', value: 'shop' }],
  statistic: 'Sum',
  statisticText: 'Sum',
  unit: null,
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: null,
  threshold: 50,
  comparison: 'GreaterThanThreshold',
  missingData: null,
  lowSampleCount: null,
  metricId: null,
};

function reason(values: readonly (number | null)[], more: Partial<AlarmDefinition> = {}) {
  const rules = { ...alarm, ...more };
  const range = values.map((value, index) => ({
    atMs: Date.UTC(2026, 10, 30, 10, index),
    sampleCount: value === null ? 0 : 7,
    value,
  }));
  const evaluation = evaluateAlarm(rules, range);
  return stateReason(rules, evaluation.state as AlarmState, evaluation, range, nowMs);
}

test.each([
  [
    [99.5],
    {},
    'Threshold Crossed: 1 out of the last 1 datapoints [99.5 (30/11/26 10:00:00)] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).',
  ],
  [
    [0],
    {},
    'Threshold Crossed: 1 out of the last 1 datapoints [0.0 (30/11/26 10:00:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
  ],
  [
    [99, 1, 60],
    { evaluationPeriods: 3, datapointsToAlarm: 2, comparison: 'GreaterThanOrEqualToThreshold' },
    'Threshold Crossed: 2 out of the last 3 datapoints [60.0 (30/11/26 10:02:00), 99.0 (30/11/26 10:00:00)] were greater than or equal to the threshold (50.0) (minimum 2 datapoints for OK -> ALARM transition).',
  ],
  [[null, null, null], {}, 'Insufficient Data: 1 datapoint was unknown.'],
  [[null], { evaluationPeriods: 3 }, 'Insufficient Data: 3 datapoints were unknown.'],
  [
    [null],
    { missingData: 'breaching' },
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
  ],
  [
    [null],
    { missingData: 'notBreaching', evaluationPeriods: 2 },
    'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [NonBreaching].',
  ],
] as const)('of %j with %j', (values, more, text) => {
  expect(reason(values, more).text).toBe(text);
});

test('the reason as data names the points, the latest first in what was judged, and fits AWS’s bound', () => {
  expect(JSON.parse(reason([1, 2], { evaluationPeriods: 2 }).data!)).toEqual({
    version: '1.0',
    queryDate: '2026-11-30T10:05:02.000+0000',
    startDate: '2026-11-30T10:00:00.000+0000',
    statistic: 'Sum',
    period: 60,
    recentDatapoints: [1, 2],
    threshold: 50,
    evaluatedDatapoints: [
      { timestamp: '2026-11-30T10:01:00.000+0000', sampleCount: 7, value: 2 },
      { timestamp: '2026-11-30T10:00:00.000+0000', sampleCount: 7, value: 1 },
    ],
  });
  const long = reason(Array<number>(1440).fill(0.123456789012345), { evaluationPeriods: 1440 });
  expect(long.data!.length).toBeLessThanOrEqual(4000);
  expect(() => JSON.parse(long.data!) as unknown).not.toThrow();
  expect(long.text.length).toBeLessThanOrEqual(1023);
});

test('numbers are written as AWS writes them', () => {
  expect([0, 1, -2, 0.25, 1e7, 12_345_678, 0.0001, -1.5e-5].map(doubleText)).toEqual([
    '0.0',
    '1.0',
    '-2.0',
    '0.25',
    '1.0E7',
    '1.2345678E7',
    '1.0E-4',
    '-1.5E-5',
  ]);
});

test('a change of state is a message of SNS', () => {
  const change = {
    owner: { accountId: '000000000000', region: 'eu-west-1' },
    alarmName: 'errors “shop”',
    alarm: { ...alarm, statistic: { percentile: 99.9 }, statisticText: 'p99.9' },
    from: 'OK',
    to: 'ALARM',
    reason: 'because',
    atMs: nowMs,
  } as const;
  expect(alarmSubject(change)).toBe('ALARM: "errors ?shop?" in eu-west-1');
  expect(alarmSubject({ ...change, alarmName: 'x'.repeat(255) })).toHaveLength(100);
  expect(JSON.parse(alarmMessage(change))).toMatchObject({
    AlarmName: 'errors “shop”',
    NewStateValue: 'ALARM',
    OldStateValue: 'OK',
    NewStateReason: 'because',
    StateChangeTime: '2026-11-30T10:05:02.000+0000',
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:errors “shop”',
    Trigger: {
      MetricName: '5XXError',
      StatisticType: 'ExtendedStatistic',
      ExtendedStatistic: 'p99.9',
      Dimensions: [{ name: 'ApiName', value: 'shop' }],
      Threshold: 50,
    },
  });
});
