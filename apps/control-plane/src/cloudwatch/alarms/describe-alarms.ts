import { ok, type Owner } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { dimensionsKey } from '#libs/cloudwatch';
import { alarms, type Alarm, type UnitOfWork } from '#libs/persistence';
import { invalidParameterCombination, type CloudWatchResult } from '../cloudwatch-error.js';
import { toDimensions } from '../metrics/dimensions.js';
import { nextToken, readNextToken } from '../next-token.js';
import { presentAlarm } from './present-alarm.js';

const pageSize = 50;

/** There are no composite alarms. */
export async function describeAlarms(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.DescribeAlarmsInput,
): Promise<CloudWatchResult<cloudwatch.DescribeAlarmsOutput>> {
  const { NextToken, ...question } = input;
  const { AlarmNames, AlarmNamePrefix, AlarmTypes, MaxRecords = pageSize } = input;
  if (AlarmNames && AlarmNamePrefix !== undefined) {
    return invalidParameterCombination('AlarmNames and AlarmNamePrefix cannot be specified together.');
  }
  const position = readNextToken(question, NextToken);
  if (!position.ok) return position;
  const isOfOthers = AlarmTypes && AlarmTypes.length > 0 && !AlarmTypes.includes('MetricAlarm');
  const isOfComposites = input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined;
  if (isOfOthers || isOfComposites) return ok({ CompositeAlarms: [], MetricAlarms: [] });
  const filter = {
    names: AlarmNames ?? null,
    prefix: AlarmNamePrefix ?? '',
    state: input.StateValue ?? null,
    actionPrefix: input.ActionPrefix ?? null,
  };
  const after = position.value?.[0] ?? null;
  const found = await alarms.list(uow, owner, filter, { after, count: MaxRecords + 1 });
  const page = found.slice(0, MaxRecords);
  return ok({
    CompositeAlarms: [],
    MetricAlarms: page.map(presentAlarm),
    ...(found.length > MaxRecords && { NextToken: nextToken(question, [page.at(-1)!.name]) }),
  });
}

/** Those on exactly these dimensions. */
export async function describeAlarmsForMetric(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.DescribeAlarmsForMetricInput,
): Promise<CloudWatchResult<cloudwatch.DescribeAlarmsForMetricOutput>> {
  const metric = { namespace: input.Namespace, metricName: input.MetricName };
  const found = await alarms.listOfMetric(uow, owner, metric);
  return ok({ MetricAlarms: found.filter((alarm) => isOn(alarm, input)).map(presentAlarm) });
}

function isOn({ definition }: Alarm, input: cloudwatch.DescribeAlarmsForMetricInput): boolean {
  const statistic = input.Statistic ?? input.ExtendedStatistic;
  return (
    dimensionsKey(definition.dimensions) === dimensionsKey(toDimensions(input.Dimensions)) &&
    (statistic === undefined || statistic === definition.statisticText) &&
    (input.Period === undefined || input.Period === definition.periodSeconds) &&
    (input.Unit === undefined || input.Unit === definition.unit)
  );
}
