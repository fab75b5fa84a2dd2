import { ok, type Owner } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { alarmHistory, alarms, changeAlarmState, type UnitOfWork } from '#libs/persistence';
import { invalidFormat, resourceNotFound, type CloudWatchResult } from '../cloudwatch-error.js';
import { configurationData } from './configuration-data.js';

/** All of them, or none when one is not there. Their history stays. */
export async function deleteAlarms(
  uow: UnitOfWork,
  owner: Owner,
  { AlarmNames }: cloudwatch.DeleteAlarmsInput,
  nowMs: number,
): Promise<CloudWatchResult<void>> {
  const found = await alarms.lock(uow, owner, AlarmNames);
  const missing = AlarmNames.find((name) => !found.some((alarm) => alarm.name === name));
  if (missing !== undefined) return resourceNotFound(`There is no alarm with the name ${missing}.`);
  await alarms.remove(uow, owner, AlarmNames);
  for (const alarm of found) {
    await alarmHistory.add(uow, owner, {
      alarmName: alarm.name,
      atMs: nowMs,
      type: 'ConfigurationUpdate',
      summary: `Alarm "${alarm.name}" deleted`,
      data: configurationData('Delete', alarm),
    });
  }
  return ok(undefined);
}

/**
 * Until it is next evaluated. Actions are carried out as if data had done it (API reference: SetAlarmState).
 */
export async function setAlarmState(
  uow: UnitOfWork,
  owner: Owner,
  { AlarmName, StateValue, StateReason, StateReasonData }: cloudwatch.SetAlarmStateInput,
  nowMs: number,
): Promise<CloudWatchResult<void>> {
  if (StateReasonData !== undefined && !isJson(StateReasonData)) {
    return invalidFormat('The parameter StateReasonData is not valid JSON.');
  }
  const [alarm] = await alarms.lock(uow, owner, [AlarmName]);
  if (!alarm) return resourceNotFound(`There is no alarm with the name ${AlarmName}.`);
  const reason = { text: StateReason, data: StateReasonData ?? null };
  await changeAlarmState(uow, alarm, StateValue, reason, nowMs);
  return ok(undefined);
}

/** Of alarms that are there; names of others are passed over. */
export async function enableActions(
  uow: UnitOfWork,
  owner: Owner,
  names: readonly string[],
  actionsEnabled: boolean,
  nowMs: number,
): Promise<CloudWatchResult<void>> {
  for (const alarm of await alarms.lock(uow, owner, names)) {
    if (alarm.definition.actionsEnabled === actionsEnabled) continue;
    const changed = {
      ...alarm,
      definition: { ...alarm.definition, actionsEnabled },
      configurationUpdatedAtMs: nowMs,
    };
    await alarms.put(uow, changed);
    await alarmHistory.add(uow, owner, {
      alarmName: alarm.name,
      atMs: nowMs,
      type: 'ConfigurationUpdate',
      summary: `Alarm "${alarm.name}" updated`,
      data: configurationData('Update', changed),
    });
  }
  return ok(undefined);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
