import type { Owner } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { OutboxRow } from './outbox-row.js';

/** Jobs as an owner may see them: those about something of the account and region, also after it is gone. */
export const ownedJobs = { find, list };

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<OutboxRow | undefined> {
  return (await select(uow, owner, 'id = $3', [id]))[0];
}

/** Oldest first. */
async function list(
  uow: UnitOfWork,
  owner: Owner,
  state: 'open' | 'dead',
  { after, count }: ListPage,
): Promise<OutboxRow[]> {
  const inState = state === 'dead' ? 'dead_at IS NOT NULL' : 'dead_at IS NULL';
  return select(uow, owner, `done_at IS NULL AND ${inState} AND id > $3 ORDER BY id LIMIT $4`, [
    after ?? '0',
    count,
  ]);
}

interface Row {
  readonly id: string;
  readonly job_name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly dead_at: Date | null;
  readonly done_at: Date | null;
  readonly published_seq: string | null;
}

async function select(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  condition: string,
  values: readonly (string | number)[],
): Promise<OutboxRow[]> {
  const rows = await query<Row>(
    uow,
    `SELECT * FROM outbox WHERE account_id = $1 AND region = $2 AND ${condition}`,
    [accountId, region, ...values],
  );
  return rows.map((row) => ({
    id: row.id,
    jobName: row.job_name,
    payload: row.payload,
    createdAtMs: row.created_at.getTime(),
    attempts: row.attempts,
    lastError: row.last_error,
    deadAtMs: row.dead_at?.getTime() ?? null,
    doneAtMs: row.done_at?.getTime() ?? null,
    publishedSeq: row.published_seq === null ? null : Number(row.published_seq),
  }));
}
