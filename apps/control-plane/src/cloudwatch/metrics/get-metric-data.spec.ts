import {
  GetMetricDataCommand,
  paginateGetMetricData,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { refusalOf } from '../../testing/refusal-of.js';
import { at, Dimensions, startPlaneWithMetrics } from '../../testing/told-metrics.js';

const { client } = await startPlaneWithMetrics();
const StartTime = new Date(at(0));
const EndTime = new Date(at(60));
const stat = (Stat: string, more: object = {}, query: object = {}): MetricDataQuery => ({
  Id: `q${Stat.replace('.', '_')}`,
  MetricStat: {
    Metric: { Namespace: 'AWS/ApiGateway', MetricName: 'Latency', Dimensions },
    Period: 60,
    Stat,
    ...more,
  },
  ...query,
});
const dataInput = (
  MetricDataQueries: MetricDataQuery[],
  input: Partial<GetMetricDataCommandInput> = {},
): GetMetricDataCommandInput => ({
  StartTime,
  EndTime,
  MetricDataQueries,
  ...input,
});
const data = (...args: Parameters<typeof dataInput>) =>
  client.send(new GetMetricDataCommand(dataInput(...args)));

describe('GetMetricData', () => {
  test('has each query’s values, the latest first unless asked otherwise', async () => {
    const queries = [
      stat('Sum'),
      stat('p99.9', { Period: 300 }, { Label: 'slowest' }),
      stat('Average', {}, { ReturnData: false }),
      stat('Maximum', { Unit: 'Bytes' }),
    ];
    const { MetricDataResults } = await data(queries);
    expect(MetricDataResults).toEqual([
      {
        Id: 'qSum',
        Label: 'Latency',
        Timestamps: [7, 1, 0].map((minute) => new Date(at(minute))),
        Values: [10, 1000, 60],
        StatusCode: 'Complete',
      },
      {
        Id: 'qp99_9',
        Label: 'slowest',
        Timestamps: [5, 0].map((minute) => new Date(at(minute))),
        Values: [4, 1000],
        StatusCode: 'Complete',
      },
      { Id: 'qMaximum', Label: 'Latency', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ]);
    const ascending = await data([stat('Sum')], {
      ScanBy: 'TimestampAscending',
      LabelOptions: { Timezone: '+0130' },
    });
    expect(ascending.MetricDataResults?.[0]?.Values).toEqual([60, 1000, 10]);
  });

  test('periods begin at their multiples, wherever the start is', async () => {
    const { MetricDataResults } = await data([stat('SampleCount', { Period: 300 })], {
      StartTime: new Date(at(3)),
    });
    expect(MetricDataResults?.[0]).toMatchObject({
      Timestamps: [new Date(at(5)), new Date(at(0))],
      Values: [4, 4],
    });
  });

  test.each(['TimestampAscending', 'TimestampDescending'] as const)(
    'pages of two points come to the same as one: %s',
    async (ScanBy) => {
      const queries = [stat('Sum'), stat('Minimum'), stat('Sum', {}, { Id: 'again' })];
      const whole = await data(queries, { ScanBy });
      const values = new Map<string, number[]>();
      let pages = 0;
      const pager = paginateGetMetricData({ client }, dataInput(queries, { ScanBy, MaxDatapoints: 2 }));
      for await (const page of pager) {
        pages += 1;
        const results = page.MetricDataResults ?? [];
        expect(results.flatMap(({ Values }) => Values ?? []).length).toBeLessThanOrEqual(2);
        for (const { Id, Values = [] } of results) values.set(Id!, [...(values.get(Id!) ?? []), ...Values]);
      }
      expect(pages).toBe(5);
      const expected = whole.MetricDataResults!.map(({ Id, Values }) => [Id, Values]);
      expect([...values]).toEqual(expected);
    },
  );

  const expression: MetricDataQuery = { Id: 'e1', Expression: 'SUM(METRICS())' };
  test.each([
    [
      [stat('Sum'), expression],
      {},
      'Metric math is not supported: MetricDataQueries.member.2.Expression of e1 is "SUM(METRICS())". Ask for metrics by MetricStat.',
    ],
    [[stat('Sum'), stat('Sum')], {}, 'The values for parameter id in MetricDataQueries are not unique.'],
    [
      [stat('Sum', {}, { Id: 'Big' })],
      {},
      'The value Big for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.',
    ],
    [[{ Id: 'a' }], {}, 'Either Expression or MetricStat must be specified: MetricDataQueries.member.1.'],
    [[], {}, 'The parameter MetricDataQueries must have from 1 to 500 members.'],
    [
      [stat('Sum', {}, { ReturnData: false })],
      {},
      'At least one member of MetricDataQueries must return data.',
    ],
    [
      [stat('Sum', { Metric: { MetricName: 'Latency' } })],
      {},
      'The parameter MetricDataQueries.member.1.MetricStat.Metric.Namespace is required.',
    ],
    [
      [stat('Summe')],
      {},
      'The value Summe for parameter MetricDataQueries.member.1.MetricStat.Stat is not supported.',
    ],
    [
      [stat('Sum', {}, { AccountId: '222222222222' })],
      {},
      'Metrics of other accounts are not supported: MetricDataQueries.member.1.AccountId.',
    ],
    [
      [stat('Sum')],
      { StartTime: EndTime },
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [[stat('Sum')], { MaxDatapoints: 100_801 }, 'The parameter MaxDatapoints must be from 1 to 100,800.'],
    [
      [stat('Sum')],
      { LabelOptions: { Timezone: 'UTC' } },
      'The parameter LabelOptions.Timezone must be + or - followed by four digits, such as +0130.',
    ],
  ])('refuses %j with %j', async (queries, input, message) => {
    expect(await refusalOf(data(queries, input))).toMatch(/^400 Validation(Error|Exception): /);
    expect(await refusalOf(data(queries, input))).toContain(`: ${message}`);
  });

  test('a token is good for the question that it came with', async () => {
    const { NextToken } = await data([stat('Sum')], { MaxDatapoints: 1 });
    for (const token of ['x', '', `${NextToken}x`, Buffer.from('[1]').toString('base64url')]) {
      expect(await refusalOf(data([stat('Sum')], { MaxDatapoints: 1, NextToken: token }))).toBe(
        '400 InvalidNextToken: The specified nextToken is not valid.',
      );
    }
    expect(await refusalOf(data([stat('Sum')], { MaxDatapoints: 2, NextToken }))).toMatch(
      /^400 InvalidNextToken/,
    );
  });
});
