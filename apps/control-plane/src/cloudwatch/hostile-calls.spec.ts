import fc from 'fast-check';
import { cloudtrail, cloudwatch } from '#libs/aws-wire';
import { madeUpCalls, type MadeUpCall } from '../testing/made-up-calls.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { nextToken } from './next-token.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
  for (const AlarmName of ['a', 'b', 'c']) expect((await call(putAlarm(AlarmName))).status).toBe(200);
});
afterAll(() => plane.close());

type Service = 'monitoring' | 'cloudtrail';
const targets = { monitoring: 'GraniteServiceVersion20100801', cloudtrail: 'CloudTrail_20131101' };

async function call({ name, input }: MadeUpCall, service: Service = 'monitoring') {
  const response = await plane.signedFetch('/', {
    method: 'POST',
    body: JSON.stringify(input),
    headers: {
      'x-amz-target': `${targets[service]}.${name}`,
      'content-type': `application/x-amz-json-1.${service === 'monitoring' ? 0 : 1}`,
    },
    service,
  });
  return { status: response.status, answer: await response.text() };
}

/** One that each service serves. */
const plainCalls: Record<Service, MadeUpCall> = {
  monitoring: { name: 'ListMetrics', input: {} },
  cloudtrail: { name: 'LookupEvents', input: {} },
};

const metric = { Namespace: 'AWS/ApiGateway', MetricName: 'Count' };
const putAlarm = (AlarmName: string): MadeUpCall => ({
  name: 'PutMetricAlarm',
  input: {
    ...metric,
    AlarmName,
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  },
});

const stat = { Metric: { ...metric, Dimensions: [{ Name: 'ApiId', Value: '\0' }] }, Period: 60, Stat: 'p99' };
const times = [0, 1, Date.now() / 1000, 8.64e12, -8.64e12, 4e9, 1e15];
/** Of members, what they may be, and somewhat beyond. */
const good: Record<string, unknown[]> = {
  Namespace: ['AWS/ApiGateway', '\0', 'x/y'],
  MetricName: ['Count', 'Latency', 'a\0b'],
  Dimensions: [
    [],
    [{ Name: 'ApiId', Value: 'a' }],
    [{ Name: '\0' }],
    [{ Name: '__proto__', Value: '\ud800' }],
  ],
  StartTime: times,
  EndTime: times,
  StartDate: times,
  EndDate: times,
  Period: [1, 60, 3600, 2 ** 31 - 60, 86_400],
  Statistics: [['Sum', 'Average'], ['SampleCount'], []],
  ExtendedStatistics: [['p99'], ['p0.1', 'p100'], ['tm99'], ['pNaN']],
  Statistic: ['Sum', 'Maximum'],
  ExtendedStatistic: ['p99', 'p1e2', 'p\0'],
  Unit: ['Count', 'None'],
  MetricDataQueries: [
    [{ Id: 'a', MetricStat: stat }],
    [
      { Id: 'a', MetricStat: { ...stat, Period: 1 } },
      { Id: 'b', MetricStat: { ...stat, Period: 3600 } },
    ],
    [{ Id: 'a', Expression: '\0' }],
  ],
  ScanBy: ['TimestampAscending', 'TimestampDescending'],
  MaxDatapoints: [1, 500],
  AlarmName: ['a', 'd', 'e\0', 'x'.repeat(255)],
  AlarmNames: [['a'], ['a', 'a'], ['\0'], []],
  AlarmNamePrefix: ['a', '%', '\0', '\\'],
  AlarmTypes: [['MetricAlarm'], []],
  AlarmDescription: ['x', '\0', '\ud800'],
  ActionPrefix: ['%', 'arn'],
  AlarmActions: [['arn:aws:sns:us-east-1:000000000000:t'], ['\0'], []],
  ActionsEnabled: [true, false],
  ComparisonOperator: ['GreaterThanThreshold'],
  EvaluationPeriods: [1, 2 ** 31 - 1],
  DatapointsToAlarm: [1],
  Threshold: [1, -1e308, 1e-320, 5e-324],
  Tags: [[{ Key: 'k', Value: 'v' }], [{ Key: '\0', Value: '\0' }], [{ Key: '__proto__', Value: 'v' }]],
  TagKeys: [['k'], ['__proto__']],
  StateValue: ['OK', 'ALARM'],
  StateReason: ['because', 'a\0b', '\ud800'],
  StateReasonData: ['{}', '{"a":"\\u0000"}', '"\\ud800"', '1e999'],
  HistoryItemType: ['StateUpdate', 'Action'],
  MaxRecords: [1, 100],
  MaxResults: [1, 50],
  LookupAttributes: [
    [{ AttributeKey: 'EventName', AttributeValue: '\0' }],
    [{ AttributeKey: 'Username', AttributeValue: '\ud800' }],
    [{ AttributeKey: 'ResourceName', AttributeValue: 'x'.repeat(2000) }],
    [{ AttributeKey: 'EventId', AttributeValue: "'" }],
  ],
  ResourceARN: [],
};

test.each([
  ['CloudWatch', cloudwatch.operations, 'monitoring', 600, 3],
  ['CloudTrail', cloudtrail.operations, 'cloudtrail', 150, 0],
] as const)(
  'no call of %s, however it is made up, ends in a fault of ours',
  async (_, operations, service, numRuns, servedMin) => {
    good['ResourceARN'] = [`arn:aws:cloudwatch:us-east-1:${plane.accountId}:alarm:a`];
    const served = new Set<string>();
    await fc.assert(
      fc.asyncProperty(madeUpCalls(operations, good), async (made) => {
        const { status, answer } = await call(made, service);
        expect([made.name, status < 500, answer]).toEqual([made.name, true, answer]);
        if (status === 200) served.add(made.name);
      }),
      // The first is one that must be served, whatever chance makes of the others.
      { numRuns, examples: [[plainCalls[service]]] },
    );
    // With hardly any, only the front door has been knocked at.
    expect(served.size).toBeGreaterThan(servedMin);
  },
);

const lists: readonly MadeUpCall[] = [
  { name: 'ListMetrics', input: {} },
  { name: 'DescribeAlarms', input: {} },
  { name: 'DescribeAlarmHistory', input: {} },
  {
    name: 'GetMetricData',
    input: {
      MetricDataQueries: [{ Id: 'a', MetricStat: { ...stat, Metric: metric } }],
      StartTime: 0,
      EndTime: 4e9,
    },
  },
];
const positions = [
  [],
  [''],
  ['-1', ''],
  ['0', 'NaN'],
  ['NaN', 'NaN'],
  ['1e300', '1e300'],
  ['9'.repeat(40), '9'.repeat(40)],
  ['0.5', '-1'],
  ['\0', '\0'],
  ["'", 'x'],
];

test.each(lists.map((list) => [list.name, list.input] as const))(
  'a token of %s that somebody made is refused, or answered, and no fault of ours',
  async (name, input) => {
    for (const position of positions) {
      // As the service reads it: dates are what they are bound to.
      const bound = {
        ...input,
        ...('StartTime' in input && { StartTime: new Date(0), EndTime: new Date(4e12) }),
      };
      const { status, answer } = await call({
        name,
        input: { ...input, NextToken: nextToken(bound, position) },
      });
      expect([position, status < 500, answer]).toEqual([position, true, answer]);
    }
  },
);
