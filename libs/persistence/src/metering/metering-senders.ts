import type { ExchangeResponse } from '#libs/metering';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A gateway journal that usage comes from, and how far it was counted. */
export interface MeteringSender {
  readonly gatewayId: string;
  /** Stands for the id where leases are kept; given by the database, 0 before the sender is saved. */
  readonly number: number;
  readonly incarnation: string;
  /** 0 before the first exchange of the incarnation. */
  readonly lastExchange: number;
  readonly lastResponse: ExchangeResponse | null;
  readonly watermark: number;
}

/** Senders of the metering exchange. Written as SQL: each statement is one upsert or one locked read. */
export const meteringSenders = { lock, save, countActive };

/**
 * The sender, locked until the transaction ends: its exchanges are applied one after the other. `exchange`:
 * the last response, which may be long, is read only when it answers this one.
 */
async function lock(
  uow: UnitOfWork,
  gatewayId: string,
  exchange?: number,
): Promise<MeteringSender | undefined> {
  const rows = await query<SenderRow>(
    uow,
    `SELECT gateway_id, number, incarnation, last_exchange, watermark,
            CASE WHEN last_exchange = coalesce($2, last_exchange) THEN last_answer END AS last_answer
       FROM metering_senders WHERE gateway_id = $1 FOR UPDATE`,
    [gatewayId, exchange],
  );
  const row = rows[0];
  return (
    row && {
      gatewayId: row.gateway_id,
      number: row.number,
      incarnation: row.incarnation,
      lastExchange: Number(row.last_exchange),
      lastResponse: row.last_answer === null ? null : (JSON.parse(row.last_answer) as ExchangeResponse),
      watermark: Number(row.watermark),
    }
  );
}

async function save(uow: UnitOfWork, sender: MeteringSender): Promise<void> {
  await query(
    uow,
    `INSERT INTO metering_senders (gateway_id, incarnation, last_exchange, last_answer, watermark, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, now())
     ON CONFLICT (gateway_id) DO UPDATE SET incarnation = excluded.incarnation, last_exchange = excluded.last_exchange,
       last_answer = excluded.last_answer, watermark = excluded.watermark, last_seen_at = now()`,
    [
      sender.gatewayId,
      sender.incarnation,
      sender.lastExchange,
      sender.lastResponse && JSON.stringify(sender.lastResponse),
      sender.watermark,
    ],
  );
}

/** How many senders have been heard of in the last seconds. */
async function countActive(uow: UnitOfWork, withinSeconds: number): Promise<number> {
  const rows = await query<{ count: string }>(
    uow,
    `SELECT count(*) AS count FROM metering_senders WHERE last_seen_at > now() - make_interval(secs => $1)`,
    [withinSeconds],
  );
  return Number(rows[0]?.count ?? 0);
}

interface SenderRow {
  readonly gateway_id: string;
  readonly number: number;
  readonly incarnation: string;
  readonly last_exchange: string;
  readonly last_answer: string | null;
  readonly watermark: string;
}
