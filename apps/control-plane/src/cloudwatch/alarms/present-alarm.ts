import type { cloudwatch } from '#libs/aws-wire';
import { alarmArn, isPercentile } from '#libs/cloudwatch';
import type { Alarm } from '#libs/persistence';

export function presentAlarm(alarm: Alarm): cloudwatch.MetricAlarm {
  const { owner, name, definition } = alarm;
  return {
    AlarmName: name,
    AlarmArn: alarmArn(owner, name),
    ...(definition.description !== null && { AlarmDescription: definition.description }),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configurationUpdatedAtMs),
    ActionsEnabled: definition.actionsEnabled,
    OKActions: [...definition.okActions],
    AlarmActions: [...definition.alarmActions],
    InsufficientDataActions: [...definition.insufficientDataActions],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    ...(alarm.stateReasonData !== null && { StateReasonData: alarm.stateReasonData }),
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAtMs),
    StateTransitionedTimestamp: new Date(alarm.stateTransitionedAtMs),
    ...presentMetric(alarm),
    EvaluationPeriods: definition.evaluationPeriods,
    ...(definition.datapointsToAlarm !== null && { DatapointsToAlarm: definition.datapointsToAlarm }),
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    ...(definition.missingData !== null && { TreatMissingData: definition.missingData }),
    ...(definition.lowSampleCount !== null && {
      EvaluateLowSampleCountPercentile: definition.lowSampleCount,
    }),
  };
}

/** As it was put: by members, or by `Metrics`. */
function presentMetric({ definition }: Alarm): Partial<cloudwatch.MetricAlarm> {
  const { metricId, namespace, metricName, dimensions, statistic, statisticText, periodSeconds } = definition;
  const unit = definition.unit !== null && { Unit: definition.unit as cloudwatch.StandardUnit };
  const named = {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  };
  if (metricId !== null) {
    const MetricStat = { Metric: named, Period: periodSeconds, Stat: statisticText, ...unit };
    return { Metrics: [{ Id: metricId, MetricStat, ReturnData: true }] };
  }
  return {
    ...named,
    ...(isPercentile(statistic) ? { ExtendedStatistic: statisticText } : { Statistic: statistic }),
    Period: periodSeconds,
    ...unit,
  };
}
