import {
  actionsOf,
  alarmMessage,
  alarmSubject,
  longTime,
  type AlarmState,
  type StateReason,
} from '#libs/cloudwatch';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { query } from '../database/statements.js';
import type { Alarm } from './alarm.js';
import { alarmHistory } from './alarm-history.js';
import { alarmNotifications } from './alarm-notifications.js';

/**
 * Brings a locked alarm into a state: with its history and, where it is another state and actions are
 * enabled, with a notification per action, all in one transaction.
 */
export async function changeAlarmState(
  uow: UnitOfWork,
  alarm: Alarm,
  to: AlarmState,
  reason: StateReason,
  nowMs: number,
): Promise<void> {
  const { owner, name, definition, state: from } = alarm;
  await query(
    uow,
    `UPDATE alarms SET state = $4, state_reason = $5, state_reason_data = $6, state_updated_at = $7,
            state_transitioned_at = CASE WHEN state = $4 THEN state_transitioned_at ELSE $7 END
      WHERE account_id = $1 AND region = $2 AND name = $3`,
    [owner.accountId, owner.region, name, to, reason.text, reason.data, new Date(nowMs)],
  );
  if (from === to) return;
  await alarmHistory.add(uow, owner, {
    alarmName: name,
    atMs: nowMs,
    type: 'StateUpdate',
    summary: `Alarm updated from ${from} to ${to}`,
    data: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from, stateReason: alarm.stateReason },
      newState: { stateValue: to, stateReason: reason.text, ...stateReasonData(reason) },
      stateUpdateTimestamp: longTime(nowMs),
    }),
  });
  if (!definition.actionsEnabled) return;
  const change = { owner, alarmName: name, alarm: definition, from, to, reason: reason.text, atMs: nowMs };
  const notification = {
    owner,
    alarmName: name,
    subject: alarmSubject(change),
    message: alarmMessage(change),
  };
  for (const target of new Set(actionsOf(definition, to))) {
    await alarmNotifications.add(uow, { ...notification, target, createdAtMs: nowMs });
  }
}

/** As an object, where it fits into what AWS allows an entry. */
function stateReasonData({ data }: StateReason): { readonly stateReasonData?: unknown } {
  return data === null || data.length > 2000 ? {} : { stateReasonData: JSON.parse(data) as unknown };
}
