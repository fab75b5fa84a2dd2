import { ok, type Owner } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { initialReason } from '#libs/cloudwatch';
import { alarmHistory, alarms, type Alarm, type UnitOfWork } from '#libs/persistence';
import { limitExceeded, type CloudWatchResult } from '../cloudwatch-error.js';
import { addTags } from './alarm-tags.js';
import { configurationData } from './configuration-data.js';
import { readAlarm } from './read-alarm.js';

/** Of an account in a region (CloudWatch User Guide, "CloudWatch service quotas"). */
const alarmsMax = 5_000;

/**
 * Makes an alarm, or puts another definition into its place: then it keeps its state, until it is next
 * evaluated, and its tags.
 */
export async function putMetricAlarm(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.PutMetricAlarmInput,
  nowMs: number,
): Promise<CloudWatchResult<void>> {
  const definition = readAlarm(owner, input);
  if (!definition.ok) return definition;
  const name = input.AlarmName;
  const tags = addTags({}, input.Tags ?? []);
  if (!tags.ok) return tags;
  await alarms.lockNames(uow, owner);
  const [before] = await alarms.lock(uow, owner, [name]);
  if (!before && (await alarms.count(uow, owner)) >= alarmsMax) {
    return limitExceeded(`The maximum number of alarms, ${alarmsMax}, has been reached.`);
  }
  const alarm: Alarm = {
    ...(before ?? newState(owner, name, nowMs)),
    tags: before?.tags ?? tags.value,
    definition: definition.value,
    configurationUpdatedAtMs: nowMs,
  };
  await alarms.put(uow, alarm);
  await alarmHistory.add(uow, owner, {
    alarmName: name,
    atMs: nowMs,
    type: 'ConfigurationUpdate',
    summary: `Alarm "${name}" ${before ? 'updated' : 'created'}`,
    data: configurationData(before ? 'Update' : 'Create', alarm),
  });
  return ok(undefined);
}

const newState = ({ accountId, region }: Owner, name: string, nowMs: number) => ({
  owner: { accountId, region },
  name,
  state: 'INSUFFICIENT_DATA' as const,
  stateReason: initialReason.text,
  stateReasonData: initialReason.data,
  stateUpdatedAtMs: nowMs,
  stateTransitionedAtMs: nowMs,
});
