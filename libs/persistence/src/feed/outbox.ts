import type { Owner } from '#libs/api-definition';
import { In, IsNull, LessThan, Not } from 'typeorm';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { OutboxEntity } from './outbox.entity.js';
import type { OutboxRow } from './outbox-row.js';

/**
 * Jobs asked for by committed changes. A row is written in the change's own transaction, so there is no
 * change without its job and no job without its change; a row is open until it is done or dead.
 */
export const outbox = {
  add,
  find,
  findMany,
  open,
  markDone,
  recordFailure,
  markDead,
  retry,
  retryGivenUp,
  removeDone,
  counts,
};

/** A job for something of the owner's. Returns the row's id, from which the queue's job id is made. */
async function add(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  jobName: string,
  payload: object,
): Promise<string> {
  const added = await query<{ id: string }>(
    uow,
    'INSERT INTO outbox (account_id, region, job_name, payload) VALUES ($1, $2, $3, $4) RETURNING id',
    [accountId, region, jobName, JSON.stringify(payload)],
  );
  return added[0]!.id;
}

async function find(uow: UnitOfWork, id: string): Promise<OutboxRow | undefined> {
  return (await findMany(uow, [id]))[0];
}

async function findMany(uow: UnitOfWork, ids: readonly string[]): Promise<OutboxRow[]> {
  const rows = await query<OutboxEntity>(
    uow,
    `SELECT id, job_name AS "jobName", payload, created_at AS "createdAt", attempts, last_error AS "lastError",
            dead_at AS "deadAt", done_at AS "doneAt", published_seq AS "publishedSeq"
       FROM outbox WHERE id = ANY($1)`,
    [ids],
  );
  return rows.map(toOutboxRow);
}

/**
 * Rows neither done nor dead that were written before the time, oldest first: what a crash may have left
 * behind.
 */
async function open(uow: UnitOfWork, beforeMs: number, count = 500): Promise<OutboxRow[]> {
  const found = await repositoryOf(uow, OutboxEntity).find({
    where: { doneAt: IsNull(), deadAt: IsNull(), createdAt: LessThan(new Date(beforeMs)) },
    order: { createdAt: 'ASC', id: 'ASC' },
    take: count,
  });
  return found.map(toOutboxRow);
}

/** In the transaction that publishes, or notes that another kind of job has had its effect: then null. */
async function markDone(uow: UnitOfWork, id: string, publishedSeq: number | null): Promise<void> {
  await query(uow, 'UPDATE outbox SET done_at = now(), dead_at = NULL, published_seq = $2 WHERE id = $1', [
    id,
    publishedSeq,
  ]);
}

async function recordFailure(uow: UnitOfWork, id: string, reason: string): Promise<void> {
  await query(
    uow,
    'UPDATE outbox SET attempts = attempts + 1, last_error = $2 WHERE id = $1 AND done_at IS NULL',
    [id, storable(reason)],
  );
}

async function markDead(uow: UnitOfWork, id: string, reason: string): Promise<void> {
  await query(uow, 'UPDATE outbox SET dead_at = now(), last_error = $2 WHERE id = $1 AND done_at IS NULL', [
    id,
    storable(reason),
  ]);
}

/** Opens a dead row again. Whether there was one. */
async function retry(uow: UnitOfWork, id: string): Promise<boolean> {
  const changed = await repositoryOf(uow, OutboxEntity).update(
    { id, deadAt: Not(IsNull()), doneAt: IsNull() },
    { deadAt: null, attempts: 0 },
  );
  return changed.affected === 1;
}

/** Opens all rows again that were given up for one of the reasons; how many. */
async function retryGivenUp(uow: UnitOfWork, reasons: readonly string[]): Promise<number> {
  const changed = await repositoryOf(uow, OutboxEntity).update(
    { lastError: In([...reasons]), deadAt: Not(IsNull()), doneAt: IsNull() },
    { deadAt: null, attempts: 0 },
  );
  return changed.affected ?? 0;
}

/** Forgets rows that were done before the time; returns how many. */
async function removeDone(uow: UnitOfWork, beforeMs: number): Promise<number> {
  return (
    (await repositoryOf(uow, OutboxEntity).delete({ doneAt: LessThan(new Date(beforeMs)) })).affected ?? 0
  );
}

/** Error texts may quote anything; Postgres stores no NUL, and a reason need not be long. */
const storable = (reason: string): string => reason.replaceAll('\0', '').slice(0, 4000);

function toOutboxRow({ createdAt, deadAt, doneAt, publishedSeq, ...row }: OutboxEntity): OutboxRow {
  return {
    id: row.id,
    jobName: row.jobName,
    payload: row.payload as Record<string, unknown>,
    createdAtMs: createdAt.getTime(),
    attempts: row.attempts,
    lastError: row.lastError,
    deadAtMs: deadAt?.getTime() ?? null,
    doneAtMs: doneAt?.getTime() ?? null,
    publishedSeq: publishedSeq === null ? null : Number(publishedSeq),
  };
}

/** How many jobs are not done: those that will be tried, and those that were given up. */
async function counts(uow: UnitOfWork): Promise<{ readonly pending: number; readonly dead: number }> {
  const rows = await query<{ pending: string; dead: string }>(
    uow,
    `SELECT count(*) FILTER (WHERE dead_at IS NULL) AS pending, count(dead_at) AS dead
       FROM outbox WHERE done_at IS NULL`,
  );
  const { pending = '0', dead = '0' } = rows[0] ?? {};
  return { pending: Number(pending), dead: Number(dead) };
}
