import {
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type GetMetricStatisticsCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { cloudWatchOf, latenciesAt, putMetrics } from '../../testing/cloudwatch-of.js';
import { refusalOf } from '../../testing/refusal-of.js';
import { at, Dimensions, hour, hourMs, minuteMs, startPlaneWithMetrics } from '../../testing/told-metrics.js';

const { plane, client } = await startPlaneWithMetrics();
const base: GetMetricStatisticsCommandInput = {
  Namespace: 'AWS/ApiGateway',
  MetricName: 'Latency',
  Dimensions,
  StartTime: new Date(at(0)),
  EndTime: new Date(at(60)),
  Period: 60,
  Statistics: ['Sum'],
};
const statistics = (input: Partial<GetMetricStatisticsCommandInput> = {}) =>
  client.send(new GetMetricStatisticsCommand({ ...base, ...input }));
const minutesOf = (points: readonly { Timestamp?: Date }[] = []) =>
  points.map(({ Timestamp }) => (Timestamp!.getTime() - hour) / minuteMs);

describe('GetMetricStatistics', () => {
  test('has all simple statistics and percentiles', async () => {
    const { Label, Datapoints } = await statistics({
      Period: 300,
      Statistics: ['Sum', 'Average', 'SampleCount', 'Minimum', 'Maximum'],
      ExtendedStatistics: ['p50', 'p99.9'],
    });
    expect(Label).toBe('Latency');
    expect(Datapoints).toEqual([
      {
        Timestamp: new Date(at(0)),
        Sum: 1060,
        Average: 265,
        SampleCount: 4,
        Minimum: 10,
        Maximum: 1000,
        Unit: 'Milliseconds',
        ExtendedStatistics: { p50: 20, 'p99.9': 1000 },
      },
      {
        Timestamp: new Date(at(5)),
        Sum: 10,
        Average: 2.5,
        SampleCount: 4,
        Minimum: 1,
        Maximum: 4,
        Unit: 'Milliseconds',
        ExtendedStatistics: { p50: 2, 'p99.9': 4 },
      },
    ]);
  });

  test('the sum of errors is their number, their average the rate', async () => {
    const { Datapoints } = await statistics({
      MetricName: '5XXError',
      Period: 3600,
      Statistics: ['Sum', 'Average', 'SampleCount'],
    });
    expect(Datapoints).toMatchObject([{ Sum: 2, Average: 0.1, SampleCount: 20, Unit: 'Count' }]);
  });

  test('periods begin with the start as rounded to the minute, and the end is exclusive', async () => {
    const start = new Date(at(1) + 30_000);
    expect(minutesOf((await statistics({ StartTime: start, Period: 300 })).Datapoints)).toEqual([1, 6]);
    expect(minutesOf((await statistics({ EndTime: new Date(at(7)) })).Datapoints)).toEqual([0, 1]);
    expect(minutesOf((await statistics({ EndTime: new Date(at(7) + 1) })).Datapoints)).toEqual([0, 1, 7]);
  });

  test('what is not there, has another unit or is another account’s has no data points', async () => {
    const none = [
      { MetricName: 'Nothing' },
      { Namespace: 'Other' },
      { Dimensions: Dimensions.slice(1) },
      { Unit: 'Seconds' },
    ] as const;
    for (const input of none) {
      expect((await statistics(input)).Datapoints ?? []).toEqual([]);
    }
    expect((await statistics({ Unit: 'Milliseconds' })).Datapoints).toHaveLength(3);
    const other = cloudWatchOf(plane, await plane.credentialsOf('222222222222'));
    expect((await other.send(new GetMetricStatisticsCommand(base))).Datapoints ?? []).toEqual([]);
  });

  test.each([
    [
      { Statistics: undefined },
      'InvalidParameterCombinationException: At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    ],
    [
      { StartTime: new Date(at(60)) },
      'InvalidParameterValueException: The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      { EndTime: new Date(at(1441)) },
      'InvalidParameterCombinationException: You have requested up to 1,441 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    ],
    [
      { Period: 61 },
      'InvalidParameterValueException: The parameter Period must be a value in the set [1, 5, 10, 20, 30] or a multiple of 60.',
    ],
    [
      { ExtendedStatistics: ['p101'] },
      'InvalidParameterValueException: The value p101 for parameter ExtendedStatistics.member.1 is not supported.',
    ],
    [
      { ExtendedStatistics: ['p9', 'tm90'] },
      'InvalidParameterValueException: The statistic tm90 of ExtendedStatistics.member.2 is not supported: SampleCount, Average, Sum, Minimum, Maximum and p0 to p100 are.',
    ],
  ])('refuses %j', async (input, refusal) => {
    expect(await refusalOf(statistics(input))).toBe(`400 ${refusal}`);
  });

  test('1,440 data points are not too many', async () => {
    expect((await statistics({ EndTime: new Date(at(1440)) })).Datapoints).toHaveLength(3);
  });
});

describe('ListMetrics', () => {
  const list = async (input: object = {}) => {
    const { Metrics = [] } = await client.send(new ListMetricsCommand(input));
    return Metrics.map(
      ({ MetricName, Dimensions: of = [] }) =>
        `${MetricName} ${of.map(({ Name, Value }) => `${Name}=${Value}`).join()}`,
    ).sort();
  };

  test('finds metrics by name and by any of their dimensions', async () => {
    const all = [
      '5XXError ApiName=shop,Stage=prod',
      'Latency ApiName=shop,Stage=prod',
      'Latency ApiName=shop,Stage=test',
    ];
    expect(await list()).toEqual(all);
    expect(await list({ Namespace: 'AWS/ApiGateway', MetricName: '5XXError' })).toEqual(all.slice(0, 1));
    expect(await list({ Dimensions: [{ Name: 'Stage', Value: 'test' }] })).toEqual(all.slice(2));
    expect(await list({ Dimensions: [{ Name: 'Stage' }, { Name: 'ApiName', Value: 'shop' }] })).toEqual(all);
    expect(await list({ Dimensions: [{ Name: 'Resource' }] })).toEqual([]);
    expect(await list({ OwningAccount: '222222222222', IncludeLinkedAccounts: true })).toEqual([]);
    const other = cloudWatchOf(plane, await plane.credentialsOf('333333333333'));
    expect((await other.send(new ListMetricsCommand({}))).Metrics ?? []).toEqual([]);
  });

  test('comes in pages of 500, and tells what has had data lately', async () => {
    const old = Array.from({ length: 600 }, (_, index) =>
      latenciesAt({ atMs: hour - 9 * 24 * hourMs, apiName: `many${index}` }, [1]),
    );
    await putMetrics(plane, old);
    const first = await client.send(new ListMetricsCommand({}));
    expect(first.Metrics).toHaveLength(500);
    const second = await client.send(new ListMetricsCommand({ NextToken: first.NextToken }));
    expect(second.Metrics).toHaveLength(103);
    expect(second.NextToken).toBeUndefined();
    await putMetrics(plane, [latenciesAt({ atMs: Date.now(), apiName: 'lately' }, [1])]);
    expect(await list({ RecentlyActive: 'PT3H' })).toContain('Latency ApiName=lately');
    expect(await list({ RecentlyActive: 'PT3H' })).not.toContain('Latency ApiName=many1');
    expect(await refusalOf(client.send(new ListMetricsCommand({ NextToken: 'x' })))).toMatch(
      /^400 InvalidNextToken/,
    );
  });
});
