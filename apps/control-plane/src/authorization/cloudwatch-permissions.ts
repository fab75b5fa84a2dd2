import type { cloudwatch } from '#libs/aws-wire';
import { alarmArn } from '#libs/cloudwatch';
import { boundInputOf } from './bound-input.js';
import { requestTags } from './context-values.js';
import type { AuthorizedCall, Permission } from './permission.js';

/**
 * `cloudwatch:<Operation>` on the alarms that it names (Service Authorization Reference: Amazon CloudWatch).
 */
export function cloudwatchPermissions(call: AuthorizedCall): readonly Permission[] {
  const { name } = call.operation!;
  const input = (boundInputOf(call) ?? {}) as Input;
  const action = `cloudwatch:${name}`;
  const given = () => ({
    ...requestTags((input.Tags ?? []).map(({ Key, Value }) => [Key, Value] as const)),
    ...(input.TagKeys && { 'aws:tagkeys': input.TagKeys }),
  });
  return resources[name as cloudwatch.OperationName](input, call).map((resource) => ({
    action,
    resource,
    given,
  }));
}

/** Members of inputs that name what an operation is about. */
interface Input {
  readonly AlarmName?: string;
  readonly AlarmNames?: readonly string[];
  readonly ResourceARN?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TagKeys?: readonly string[];
}

type Resources = (input: Input, call: AuthorizedCall) => readonly string[];

/** An operation on metrics has no resource; one on alarms whose names cannot be read is about any. */
const any: Resources = () => ['*'];
const alarms: Resources = ({ AlarmName, AlarmNames }, { caller: { owner } }) => {
  const names = AlarmNames ?? (AlarmName === undefined ? [] : [AlarmName]);
  return names.length === 0 ? ['*'] : names.map((name) => alarmArn(owner, name));
};
const named: Resources = ({ ResourceARN = '*' }) => [ResourceARN];

const resources: Readonly<Record<cloudwatch.OperationName, Resources>> = {
  DeleteAlarms: alarms,
  DescribeAlarmHistory: alarms,
  DescribeAlarms: alarms,
  DescribeAlarmsForMetric: any,
  DisableAlarmActions: alarms,
  EnableAlarmActions: alarms,
  GetMetricData: any,
  GetMetricStatistics: any,
  ListMetrics: any,
  ListTagsForResource: named,
  PutMetricAlarm: alarms,
  SetAlarmState: alarms,
  TagResource: named,
  UntagResource: named,
};
