import { isPercentile } from '../data/statistic.js';
import { alarmArn, type AlarmDefinition, type AlarmState } from './alarm.js';
import { longTime } from './state-reason.js';

/** A change of an alarm's state. */
export interface StateChange {
  readonly owner: { readonly accountId: string; readonly region: string };
  readonly alarmName: string;
  readonly alarm: AlarmDefinition;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly atMs: number;
}

/** A subject of SNS: printable ASCII, 100 characters at most (API reference: Publish). */
export function alarmSubject({ to, alarmName, owner }: StateChange): string {
  const name = alarmName.replace(/[^\x20-\x7e]/g, '?');
  const rest = `${to}: "" in ${owner.region}`.length;
  return `${to}: "${name.slice(0, 100 - rest)}" in ${owner.region}`;
}

/** What CloudWatch publishes to a topic when an alarm changes its state, as JSON. */
export function alarmMessage({ owner, alarmName, alarm, from, to, reason, atMs }: StateChange): string {
  return JSON.stringify({
    AlarmName: alarmName,
    AlarmDescription: alarm.description,
    AWSAccountId: owner.accountId,
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: longTime(atMs),
    Region: owner.region,
    AlarmArn: alarmArn(owner, alarmName),
    OldStateValue: from,
    OKActions: alarm.okActions,
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: alarm.insufficientDataActions,
    Trigger: triggerOf(alarm),
  });
}

function triggerOf(alarm: AlarmDefinition) {
  return {
    MetricName: alarm.metricName,
    Namespace: alarm.namespace,
    ...(isPercentile(alarm.statistic)
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: alarm.statisticText }
      : { StatisticType: 'Statistic', Statistic: simpleNames[alarm.statistic] }),
    Unit: alarm.unit,
    Dimensions: alarm.dimensions.map(({ name, value }) => ({ value, name })),
    Period: alarm.periodSeconds,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm ?? alarm.evaluationPeriods,
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.missingData ?? 'missing',
    EvaluateLowSampleCountPercentile: alarm.lowSampleCount ?? '',
  };
}

/** As messages spell them. */
const simpleNames = {
  SampleCount: 'SAMPLE_COUNT',
  Average: 'AVERAGE',
  Sum: 'SUM',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
} as const;
