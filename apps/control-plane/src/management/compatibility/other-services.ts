/** What is served of services beside API Gateway, and where it differs from AWS; a row for each service. */
export const otherServices: readonly {
  readonly title: string;
  readonly operations: readonly string[];
  readonly notes: readonly string[];
}[] = [
  {
    title: 'CloudWatch',
    operations: [
      'ListMetrics',
      'GetMetricStatistics',
      'GetMetricData',
      'PutMetricAlarm',
      'DescribeAlarms',
      'DescribeAlarmsForMetric',
      'DescribeAlarmHistory',
      'DeleteAlarms',
      'SetAlarmState',
      'EnableAlarmActions',
      'DisableAlarmActions',
      'TagResource',
      'UntagResource',
      'ListTagsForResource',
    ],
    notes: [
      "Metrics are what gateways count: `AWS/ApiGateway` with AWS's names and dimensions, and `Tollgate/ApiKeys` (`Count`, `4XXError`, `Throttled` by `UsagePlanId`, and by `KeyId` and `UsagePlanId`). PutMetricData is an `UnknownOperationException`.",
      'Statistics are SampleCount, Sum, Average, Minimum, Maximum and p0 to p100, percentiles within 1 %; trimmed means and ranks (`tm90`, `PR`) are refused by name. The present period has what has come in so far.',
      'GetMetricData refuses `Expression` (metric math, Metrics Insights) and `AccountId`; labels are taken as they are, without dynamic parts. Periods shorter than a minute have data by the minute.',
      'Data is kept by the minute for 15 days, by five minutes for 63 days, by the hour for 455 days, as at AWS. What a gateway hands in later than two weeks is left out, and the control plane logs how much.',
      'Alarms watch one metric, evaluated every minute, 25 seconds after its end. Metric math, anomaly detection, PromQL, composite alarms and periods that are no multiple of 60 are refused.',
      'Actions are SNS topics of the region, published to as the machine of the worker, or all posted to `TOLLGATE_ALARM_WEBHOOK`, the topic in the header `x-amz-sns-topic-arn`. Messages name the region by its code. They may arrive twice when a worker dies over them, and are tried for an hour.',
      'A history is kept 30 days. `EvaluateLowSampleCountPercentile` and `TreatMissingData` do what the User Guide says, by its tables.',
    ],
  },
  {
    title: 'CloudWatch Logs',
    operations: [
      'CreateLogGroup',
      'DescribeLogGroups',
      'DeleteLogGroup',
      'PutRetentionPolicy',
      'DeleteRetentionPolicy',
      'CreateLogStream',
      'DescribeLogStreams',
      'DeleteLogStream',
      'PutLogEvents',
      'FilterLogEvents',
      'GetLogEvents',
      'TagResource',
      'UntagResource',
      'ListTagsForResource',
      'ListTagsLogGroup',
    ],
    notes: [
      'Other operations, StartQuery and StartLiveTail among them, are an `UnknownOperationException`; `aws logs tail --follow` asks FilterLogEvents.',
      'Log groups have the class STANDARD alone; `kmsKeyId` and `deletionProtectionEnabled` are refused. `unmask`, `entity`, `interleaved` and `sequenceToken` mean nothing.',
      'A group without a retention policy keeps events as long as the installation does. Events can be read when the call that puts them returns.',
      'Filter patterns are those of the User Guide, with its limits. `$.status = 500` and `$.latency > 9` hold of texts that are numbers too, as formats of access logs write them. A regular expression that makes a machine of more than 256 states, such as `a{500}`, is refused.',
      'A page of FilterLogEvents ends early, with a token, when it has looked through as much as one call may cost, which also blocks count for that hold an event or two: go on while there is a `nextToken`, as at AWS.',
    ],
  },
];
