import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { outbox } from '../feed/outbox.js';
import type { MetricsOwner } from '../metrics/metric-lock.js';

/** What an alarm's action has to say, to a topic. */
export interface AlarmNotification {
  readonly owner: MetricsOwner;
  readonly alarmName: string;
  /** The ARN of the topic. */
  readonly target: string;
  readonly subject: string;
  /** JSON. */
  readonly message: string;
  readonly createdAtMs: number;
}

/** Notifications until they have arrived. */
export const alarmNotifications = { add, find, remove };

/** Together with the job that sends it. */
async function add(uow: UnitOfWork, notification: AlarmNotification): Promise<void> {
  const { owner, alarmName, target, subject, message, createdAtMs } = notification;
  const [added] = await query<{ id: string }>(
    uow,
    `INSERT INTO alarm_notifications (account_id, region, alarm_name, target, subject, message, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [owner.accountId, owner.region, alarmName, target, subject, message, new Date(createdAtMs)],
  );
  await outbox.add(uow, owner, 'notify-of-alarm', { notificationId: added!.id });
}

/** Undefined when it has arrived. */
async function find(uow: UnitOfWork, id: string): Promise<AlarmNotification | undefined> {
  const [row] = await query<Row>(uow, 'SELECT * FROM alarm_notifications WHERE id = $1', [id]);
  return (
    row && {
      owner: { accountId: row.account_id, region: row.region },
      alarmName: row.alarm_name,
      target: row.target,
      subject: row.subject,
      message: row.message,
      createdAtMs: row.created_at.getTime(),
    }
  );
}

async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await query(uow, 'DELETE FROM alarm_notifications WHERE id = $1', [id]);
}

interface Row {
  readonly account_id: string;
  readonly region: string;
  readonly alarm_name: string;
  readonly target: string;
  readonly subject: string;
  readonly message: string;
  readonly created_at: Date;
}
