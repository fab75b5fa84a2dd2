import type { GatewayTask, GatewayTaskResult } from '#libs/snapshot-format';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * Test invocations between the call that waits for one and the gateway that runs it. No row outlives its call
 * by much.
 */
export const testInvocations = {
  insert,
  claim,
  giveBack,
  abandon,
  finish,
  look,
  withdraw,
  remove,
  removeOlder,
};

/** The channel on which new test invocations and results are notified; the payload is the id. */
export const testInvocationChannel = 'tollgate_test_invocations';

/** How far one has come. */
export interface TestInvocationState {
  /** The gateway that has taken it; null while it waits for one. */
  readonly claimedBy: string | null;
  /** Whether that gateway follows the feed at this moment. */
  readonly gatewayConnected: boolean;
  /** That gateway has been started anew since. */
  readonly abandoned: boolean;
  readonly result: GatewayTaskResult | null;
}

async function insert(uow: UnitOfWork, invocation: GatewayTask): Promise<void> {
  await query(uow, 'INSERT INTO test_invocations (id, invocation) VALUES ($1, $2)', [
    invocation.id,
    JSON.stringify(invocation),
  ]);
  await announce(uow, invocation.id);
}

/**
 * The oldest one that no gateway has taken is this gateway's from now on. It is handed out once: what a test
 * calls is not called again.
 */
async function claim(uow: UnitOfWork, gatewayId: string): Promise<GatewayTask | null> {
  const [row] = await query<{ invocation: string }>(
    uow,
    `UPDATE test_invocations SET claimed_by = $1 WHERE id = (
       SELECT id FROM test_invocations WHERE claimed_by IS NULL
        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING invocation`,
    [gatewayId],
  );
  return row ? (JSON.parse(row.invocation) as GatewayTask) : null;
}

/** The gateway left before it got the test: another may take it. */
async function giveBack(uow: UnitOfWork, id: string, gatewayId: string): Promise<void> {
  await query(
    uow,
    'UPDATE test_invocations SET claimed_by = NULL WHERE id = $1 AND claimed_by = $2 AND result IS NULL',
    [id, gatewayId],
  );
  await announce(uow, id);
}

/** The gateway was started anew: nothing will be heard of what it had taken before. */
async function abandon(uow: UnitOfWork, gatewayId: string): Promise<void> {
  const rows = await query<{ id: string }>(
    uow,
    'UPDATE test_invocations SET abandoned = true WHERE claimed_by = $1 AND result IS NULL RETURNING id',
    [gatewayId],
  );
  for (const { id } of rows) await announce(uow, id);
}

/** False when it is not this gateway's, has a result already, or nobody waits for it any more. */
async function finish(
  uow: UnitOfWork,
  id: string,
  gatewayId: string,
  result: GatewayTaskResult,
): Promise<boolean> {
  const count = await rowCount(
    uow,
    'UPDATE test_invocations SET result = $3 WHERE id = $1 AND claimed_by = $2 AND result IS NULL',
    [id, gatewayId, JSON.stringify(result)],
  );
  if (count > 0) await announce(uow, id);
  return count > 0;
}

/** Undefined when it is gone. */
async function look(uow: UnitOfWork, id: string): Promise<TestInvocationState | undefined> {
  const rows = await query<{
    claimed_by: string | null;
    connected: boolean | null;
    abandoned: boolean;
    result: string | null;
  }>(
    uow,
    `SELECT t.claimed_by, g.connected, t.abandoned, t.result FROM test_invocations t
       LEFT JOIN gateways g ON g.id = t.claimed_by WHERE t.id = $1`,
    [id],
  );
  const [row] = rows;
  return (
    row && {
      claimedBy: row.claimed_by,
      gatewayConnected: row.connected ?? false,
      abandoned: row.abandoned,
      result: row.result === null ? null : (JSON.parse(row.result) as GatewayTaskResult),
    }
  );
}

/** Takes it back while no gateway has it; false when one has. */
async function withdraw(uow: UnitOfWork, id: string): Promise<boolean> {
  const count = await rowCount(uow, 'DELETE FROM test_invocations WHERE id = $1 AND claimed_by IS NULL', [
    id,
  ]);
  return count > 0;
}

async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await query(uow, 'DELETE FROM test_invocations WHERE id = $1', [id]);
}

/** Those whose control plane has died. */
async function removeOlder(uow: UnitOfWork, ageMs: number): Promise<void> {
  await query(
    uow,
    `DELETE FROM test_invocations WHERE created_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [ageMs],
  );
}

async function announce(uow: UnitOfWork, id: string): Promise<void> {
  await query(uow, 'SELECT pg_notify($1, $2)', [testInvocationChannel, id]);
}
