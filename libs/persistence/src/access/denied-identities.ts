import type { DeniedIdentity, DeniedIdentityType } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { DeniedIdentityEntity } from './denied-identity.entity.js';

/** Identities that accounts deny. Every function with an account sees that account's only. */
export const deniedIdentities = { findAnywhere, list, put, remove, removeEnded };

const selected = 'SELECT id, account_id AS "accountId", type, value, until FROM denied_identities';

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<DeniedIdentity | undefined> {
  const [row] = await query<DeniedIdentityEntity>(uow, `${selected} WHERE id = $1`, [id]);
  return row && toDeniedIdentity(row);
}

/** Those that are denied at a moment, in the order of their ids. */
async function list(
  uow: UnitOfWork,
  accountId: string,
  nowMs: number,
  { after, count }: ListPage,
): Promise<DeniedIdentity[]> {
  const rows = await query<DeniedIdentityEntity>(
    uow,
    `${selected} WHERE account_id = $1 AND until > $2 AND id > $3 ORDER BY id LIMIT $4`,
    [accountId, new Date(nowMs), after ?? '', count],
  );
  return rows.map(toDeniedIdentity);
}

/**
 * Denies the identity until its time, whatever was there. False, and nothing is changed, when the account
 * denies `most` others already. Calls of one account run one after the other.
 */
async function put(
  uow: UnitOfWork,
  { id, accountId, type, value, untilMs }: DeniedIdentity,
  most: number,
): Promise<boolean> {
  await query(uow, `SELECT pg_advisory_xact_lock(hashtextextended('denied identities ' || $1, 0))`, [
    accountId,
  ]);
  const [counted] = await query<{ others: string }>(
    uow,
    'SELECT count(*) AS others FROM denied_identities WHERE account_id = $1 AND id <> $2',
    [accountId, id],
  );
  if (Number(counted!.others) >= most) return false;
  await query(
    uow,
    `INSERT INTO denied_identities (id, account_id, type, value, until) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET until = excluded.until`,
    [id, accountId, type, value, new Date(untilMs)],
  );
  return true;
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, accountId: string, id: string): Promise<boolean> {
  const where = 'WHERE account_id = $1 AND id = $2';
  return (await rowCount(uow, `DELETE FROM denied_identities ${where}`, [accountId, id])) === 1;
}

/** Those whose time was over at a moment, `count` of them at most; returns what is gone. */
async function removeEnded(
  uow: UnitOfWork,
  beforeMs: number,
  count: number,
): Promise<{ readonly id: string; readonly accountId: string }[]> {
  return query(
    uow,
    `DELETE FROM denied_identities WHERE id IN (
       SELECT id FROM denied_identities WHERE until < $1 ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, account_id AS "accountId"`,
    [new Date(beforeMs), count],
  );
}

const toDeniedIdentity = ({ until, type, ...row }: DeniedIdentityEntity): DeniedIdentity => ({
  ...row,
  type: type as DeniedIdentityType,
  untilMs: until.getTime(),
});
