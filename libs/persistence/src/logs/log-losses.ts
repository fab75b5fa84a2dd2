import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** Why events are not kept: of a clock too far ahead, or for want of room (`TOLLGATE_LOGS_MAX_MB`). */
export type LogLossReason = 'too-new' | 'no-room';

/** How many events were lost so, since the installation began. */
export interface LogLoss {
  readonly reason: LogLossReason;
  readonly events: number;
  readonly lastAtMs: number;
}

/** What was lost of logs in the control plane; what was lost before is known by gateways and senders. */
export const logLosses = { add, list };

async function add(
  uow: UnitOfWork,
  reason: LogLossReason,
  { events }: { readonly events: number },
): Promise<void> {
  await query(
    uow,
    `INSERT INTO log_losses AS known (reason, events) VALUES ($1, $2)
     ON CONFLICT (reason) DO UPDATE SET events = known.events + excluded.events, last_at = now()`,
    [reason, events],
  );
}

async function list(uow: UnitOfWork): Promise<LogLoss[]> {
  const rows = await query<{ reason: LogLossReason; events: string; last_at: Date }>(
    uow,
    'SELECT reason, events, last_at FROM log_losses ORDER BY reason',
  );
  return rows.map(({ reason, events, last_at }) => ({
    reason,
    events: Number(events),
    lastAtMs: last_at.getTime(),
  }));
}
