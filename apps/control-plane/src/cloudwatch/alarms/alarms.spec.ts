import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type DescribeAlarmsCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { cloudWatchOf } from '../../testing/cloudwatch-of.js';
import { startPlaneForAlarms, usualAlarm } from '../../testing/put-alarms.js';
import { refusalOf } from '../../testing/refusal-of.js';

const { plane, client, put } = await startPlaneForAlarms();

const topic = 'arn:aws:sns:us-east-1:000000000000:ops';
const describe_ = async (input: DescribeAlarmsCommandInput) =>
  (await client.send(new DescribeAlarmsCommand(input))).MetricAlarms ?? [];
const one = async (name: string) => (await describe_({ AlarmNames: [name] }))[0]!;
const namesOf = (alarms: readonly { AlarmName?: string }[]) => alarms.map(({ AlarmName }) => AlarmName);
const historyOf = async (AlarmName: string, more: object = {}) => {
  const command = new DescribeAlarmHistoryCommand({ AlarmName, ScanBy: 'TimestampAscending', ...more });
  return (await client.send(command)).AlarmHistoryItems ?? [];
};
const notifications = () =>
  plane.query<{ target: string; subject: string }>(
    'SELECT target, subject FROM alarm_notifications ORDER BY id',
  );

test('an alarm is shown as it was put, without data yet', async () => {
  await put('shown', {
    AlarmDescription: 'what for',
    AlarmActions: [topic],
    OKActions: [topic],
    DatapointsToAlarm: 2,
    TreatMissingData: 'notBreaching',
    Unit: 'Count',
  });
  expect(await one('shown')).toEqual({
    ...usualAlarm,
    AlarmName: 'shown',
    AlarmArn: `arn:aws:cloudwatch:us-east-1:${plane.accountId}:alarm:shown`,
    AlarmDescription: 'what for',
    AlarmConfigurationUpdatedTimestamp: expect.any(Date) as Date,
    ActionsEnabled: true,
    OKActions: [topic],
    AlarmActions: [topic],
    InsufficientDataActions: [],
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: expect.any(Date) as Date,
    StateTransitionedTimestamp: expect.any(Date) as Date,
    DatapointsToAlarm: 2,
    TreatMissingData: 'notBreaching',
    Unit: 'Count',
  });
});

test('an alarm on a percentile, and one put by Metrics, are shown as they were put', async () => {
  const percentile = {
    Statistic: undefined,
    ExtendedStatistic: 'p99.90',
    EvaluateLowSampleCountPercentile: 'ignore',
  };
  await put('percentile', percentile);
  expect(await one('percentile')).toMatchObject({
    ExtendedStatistic: 'p99.90',
    EvaluateLowSampleCountPercentile: 'ignore',
  });
  const { Namespace, MetricName, Dimensions } = usualAlarm;
  const Metrics = [
    {
      Id: 'm1',
      MetricStat: {
        Metric: { Namespace, MetricName, Dimensions },
        Period: 300,
        Stat: 'p90',
      },
    },
  ];
  const rules = { Threshold: 1, EvaluationPeriods: 1, ComparisonOperator: 'LessThanThreshold' } as const;
  await client.send(new PutMetricAlarmCommand({ AlarmName: 'metrics', Metrics, ...rules }));
  const shown = await one('metrics');
  expect(shown).toMatchObject({ ...rules, Metrics: [{ ...Metrics[0], ReturnData: true }] });
  expect(shown).not.toHaveProperty('MetricName');
});

test('another put keeps state and tags, and the history tells of both', async () => {
  await put('again', { Tags: [{ Key: 'team', Value: 'a' }] });
  await client.send(
    new SetAlarmStateCommand({ AlarmName: 'again', StateValue: 'OK', StateReason: 'by hand' }),
  );
  await put('again', { Threshold: 7, Tags: [{ Key: 'team', Value: 'b' }] });
  expect(await one('again')).toMatchObject({ Threshold: 7, StateValue: 'OK', StateReason: 'by hand' });
  const ResourceARN = (await one('again')).AlarmArn!;
  const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
  expect(await tags()).toEqual([{ Key: 'team', Value: 'a' }]);
  await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'x', Value: '' }] }));
  await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team', 'none'] }));
  expect(await tags()).toEqual([{ Key: 'x', Value: '' }]);
  const items = await historyOf('again');
  expect(items.map(({ HistorySummary }) => HistorySummary)).toEqual([
    'Alarm "again" created',
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm "again" updated',
  ]);
  expect(JSON.parse(items[1]!.HistoryData!)).toMatchObject({
    oldState: { stateValue: 'INSUFFICIENT_DATA' },
    newState: { stateValue: 'OK', stateReason: 'by hand' },
  });
});

test('a state set by hand has its actions carried out once, where they are enabled', async () => {
  await put('actions', { AlarmActions: [topic, topic], OKActions: [`${topic}2`] });
  const set = (StateValue: 'OK' | 'ALARM') =>
    client.send(
      new SetAlarmStateCommand({
        AlarmName: 'actions',
        StateValue,
        StateReason: 'x',
        StateReasonData: '{"a":1}',
      }),
    );
  await set('ALARM');
  await set('ALARM');
  await set('OK');
  await client.send(new DisableAlarmActionsCommand({ AlarmNames: ['actions', 'none'] }));
  expect((await one('actions')).ActionsEnabled).toBe(false);
  await set('ALARM');
  await client.send(new EnableAlarmActionsCommand({ AlarmNames: ['actions'] }));
  expect(await notifications()).toEqual([
    { target: topic, subject: 'ALARM: "actions" in us-east-1' },
    { target: `${topic}2`, subject: 'OK: "actions" in us-east-1' },
  ]);
  expect(await one('actions')).toMatchObject({
    StateValue: 'ALARM',
    StateReasonData: '{"a":1}',
    ActionsEnabled: true,
  });
  const bad = { AlarmName: 'actions', StateValue: 'OK', StateReason: 'x', StateReasonData: '{' } as const;
  expect(await refusalOf(client.send(new SetAlarmStateCommand(bad)))).toMatch(/^400 InvalidFormat/);
  const none = { AlarmName: 'nobody', StateValue: 'OK', StateReason: 'x' } as const;
  expect(await refusalOf(client.send(new SetAlarmStateCommand(none)))).toMatch(/^40[04] ResourceNotFound/);
});

test('alarms are found by name, prefix, state, action and metric, page by page', async () => {
  for (const name of ['f-1', 'f-2', 'f-3', 'g-1']) {
    await put(name, { MetricName: 'Found', ...(name === 'f-2' && { AlarmActions: [`${topic}-found`] }) });
  }
  await client.send(new SetAlarmStateCommand({ AlarmName: 'f-3', StateValue: 'ALARM', StateReason: '' }));
  expect(namesOf(await describe_({ AlarmNamePrefix: 'f-' }))).toEqual(['f-1', 'f-2', 'f-3']);
  expect(namesOf(await describe_({ AlarmNames: ['g-1', 'f-1', 'none'] }))).toEqual(['f-1', 'g-1']);
  expect(namesOf(await describe_({ AlarmNamePrefix: 'f-', StateValue: 'ALARM' }))).toEqual(['f-3']);
  expect(namesOf(await describe_({ ActionPrefix: `${topic}-f` }))).toEqual(['f-2']);
  expect(await describe_({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  const pages: (string | undefined)[][] = [];
  for await (const page of paginateDescribeAlarms({ client, pageSize: 2 }, { AlarmNamePrefix: 'f-' })) {
    pages.push(namesOf(page.MetricAlarms ?? []));
  }
  expect(pages).toEqual([['f-1', 'f-2'], ['f-3']]);
  const ofMetric = async (more: object) => {
    const { Namespace, Dimensions } = usualAlarm;
    const command = new DescribeAlarmsForMetricCommand({
      Namespace,
      MetricName: 'Found',
      Dimensions,
      ...more,
    });
    return namesOf((await client.send(command)).MetricAlarms ?? []);
  };
  expect(await ofMetric({})).toEqual(['f-1', 'f-2', 'f-3', 'g-1']);
  expect(await ofMetric({ Dimensions: [] })).toEqual([]);
  expect(await ofMetric({ Statistic: 'Average' })).toEqual([]);
  expect(await ofMetric({ Statistic: 'Sum', Period: 60 })).toHaveLength(4);
  expect(await refusalOf(describe_({ AlarmNames: ['a'], AlarmNamePrefix: 'b' }))).toMatch(
    /^400 InvalidParameterCombination/,
  );
});

test('alarms are deleted all or none, and their history stays', async () => {
  await put('d-1');
  await put('d-2');
  const remove = (...AlarmNames: string[]) => client.send(new DeleteAlarmsCommand({ AlarmNames }));
  expect(await refusalOf(remove('d-1', 'none'))).toMatch(/^40[04] ResourceNotFound/);
  expect(await describe_({ AlarmNamePrefix: 'd-' })).toHaveLength(2);
  await remove('d-1', 'd-2');
  expect(await describe_({ AlarmNamePrefix: 'd-' })).toEqual([]);
  const summaries: (string | undefined)[] = [];
  const pager = paginateDescribeAlarmHistory({ client, pageSize: 1 }, { AlarmName: 'd-1' });
  for await (const { AlarmHistoryItems = [] } of pager) {
    summaries.push(...AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary));
  }
  expect(summaries).toEqual(['Alarm "d-1" deleted', 'Alarm "d-1" created']);
  expect(await historyOf('d-1', { HistoryItemType: 'StateUpdate' })).toEqual([]);
  expect(await historyOf('d-1', { EndDate: new Date(0) })).toEqual([]);
});

test('one account knows nothing of the alarms of another', async () => {
  await put('mine');
  const other = cloudWatchOf(plane, await plane.credentialsOf('222222222222'));
  expect((await other.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? []).toEqual([]);
  expect((await other.send(new DescribeAlarmHistoryCommand({}))).AlarmHistoryItems ?? []).toEqual([]);
  expect(await refusalOf(other.send(new DeleteAlarmsCommand({ AlarmNames: ['mine'] })))).toMatch(
    /^40[04] ResourceNotFound/,
  );
  const ResourceARN = (await one('mine')).AlarmArn;
  expect(await refusalOf(other.send(new ListTagsForResourceCommand({ ResourceARN })))).toMatch(
    /^40[04] ResourceNotFoundException/,
  );
});

test('of ten that put one alarm at once, one makes it', async () => {
  await Promise.all(Array.from({ length: 10 }, (_, index) => put('race', { Threshold: index })));
  expect(await describe_({ AlarmNames: ['race'] })).toHaveLength(1);
  const summaries = (await historyOf('race')).map(({ HistorySummary }) => HistorySummary);
  expect(summaries.sort()).toEqual([
    'Alarm "race" created',
    ...Array<string>(9).fill('Alarm "race" updated'),
  ]);
});
