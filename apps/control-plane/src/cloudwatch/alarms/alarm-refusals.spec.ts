import { DescribeAlarmsCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { startPlaneForAlarms } from '../../testing/put-alarms.js';
import { refusalOf } from '../../testing/refusal-of.js';

const { client, put } = await startPlaneForAlarms();

const metric = {
  Id: 'm',
  MetricStat: { Metric: { Namespace: 'a', MetricName: 'b' }, Period: 60, Stat: 'Sum' },
};
const byMetrics = {
  Namespace: undefined,
  MetricName: undefined,
  Dimensions: undefined,
  Statistic: undefined,
  Period: undefined,
};
test.each([
  [{ MetricName: undefined }, 'The parameter MetricName is required.'],
  [{ Threshold: undefined }, 'The parameter Threshold is required.'],
  [
    { ExtendedStatistic: 'p9' },
    'Exactly one of the parameters Statistic and ExtendedStatistic must be specified.',
  ],
  [
    { Statistic: undefined, ExtendedStatistic: 'tm90' },
    'The statistic tm90 of ExtendedStatistic is not supported: SampleCount, Average, Sum, Minimum, Maximum and p0 to p100 are.',
  ],
  [{ Period: 30 }, 'The parameter Period must be a multiple of 60: metrics are counted by the minute.'],
  [
    { EvaluationPeriods: 1441 },
    'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
  ],
  [
    { Period: 3600, EvaluationPeriods: 169 },
    'Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800).',
  ],
  [{ DatapointsToAlarm: 4 }, 'DatapointsToAlarm must be less than or equal to EvaluationPeriods.'],
  [
    { TreatMissingData: 'bad' },
    'The value bad for parameter TreatMissingData must be one of breaching, notBreaching, ignore, missing.',
  ],
  [
    { EvaluateLowSampleCountPercentile: 'ignore' },
    'The parameter EvaluateLowSampleCountPercentile is for alarms on percentiles alone.',
  ],
  [
    { ComparisonOperator: 'GreaterThanUpperThreshold' },
    'Alarms on anomaly detection are not supported: ComparisonOperator GreaterThanUpperThreshold.',
  ],
  [
    { AlarmActions: ['arn:aws:lambda:us-east-1:000000000000:function:f'] },
    'Invalid ARN syntax or unsupported action: arn:aws:lambda:us-east-1:000000000000:function:f. Actions are the ARNs of SNS topics.',
  ],
  [
    { OKActions: ['arn:aws:sns:eu-west-1:000000000000:t'] },
    'Invalid region eu-west-1 specified. Only us-east-1 is supported.',
  ],
  [{ ThresholdMetricId: 'a' }, 'The parameter ThresholdMetricId is not supported.'],
  [{ Metrics: [metric] }, 'The parameter MetricName cannot be specified together with Metrics.'],
  [
    { ...byMetrics, Metrics: [metric, { Id: 'e', Expression: 'm*2' }] },
    'Metric math is not supported: the expression of e is "m*2". Name one metric by MetricStat.',
  ],
  [
    { ...byMetrics, Metrics: [metric, metric] },
    'The parameter Metrics must have one member, with MetricStat, that returns data.',
  ],
] as const)('refuses %j, and makes nothing', async (more, message) => {
  const refusal = await refusalOf(put('refused', more as Partial<PutMetricAlarmCommandInput>));
  expect(refusal).toMatch(/^400 Validation(Error|Exception): /);
  expect(refusal).toContain(`: ${message}`);
  expect((await client.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? []).toEqual([]);
});
