import { ok, type Owner } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import type { AlarmDefinition } from '#libs/cloudwatch';
import { validationError, type CloudWatchResult } from '../cloudwatch-error.js';
import { readAlarmMetric } from './alarm-metric.js';
import { readAlarmRules } from './alarm-rules.js';

/** A standard one: CloudWatch does not publish to FIFO topics either. */
const topic = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/;

/** What PutMetricAlarm puts. */
export function readAlarm(
  { region }: Pick<Owner, 'region'>,
  input: cloudwatch.PutMetricAlarmInput,
): CloudWatchResult<AlarmDefinition> {
  const watched = readAlarmMetric(input);
  if (!watched.ok) return watched;
  const rules = readAlarmRules(input, watched.value);
  if (!rules.ok) return rules;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = input;
  for (const arn of [...OKActions, ...AlarmActions, ...InsufficientDataActions]) {
    const action = checkAction(arn, region);
    if (!action.ok) return action;
  }
  return ok({
    description: input.AlarmDescription ?? null,
    actionsEnabled: input.ActionsEnabled ?? true,
    okActions: OKActions,
    alarmActions: AlarmActions,
    insufficientDataActions: InsufficientDataActions,
    ...watched.value,
    ...rules.value,
  });
}

/** Topics of the alarm's own region, as in AWS. */
function checkAction(arn: string, region: string): CloudWatchResult<void> {
  const [, regionOfTopic] = topic.exec(arn) ?? [];
  if (regionOfTopic === undefined) {
    return validationError(
      `Invalid ARN syntax or unsupported action: ${arn}. Actions are the ARNs of SNS topics.`,
    );
  }
  return regionOfTopic === region
    ? ok(undefined)
    : validationError(`Invalid region ${regionOfTopic} specified. Only ${region} is supported.`);
}
