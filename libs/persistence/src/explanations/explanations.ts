import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** One, as it is kept. */
export interface KeptExplanation {
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Null when the request found no stage: then it is nobody's. */
  readonly accountId: string | null;
  readonly explanation: object;
}

/** How single requests went. */
export const explanations = { add, find, removeOld };

async function add(uow: UnitOfWork, taken: readonly KeptExplanation[], nowMs: number): Promise<void> {
  await query(
    uow,
    `INSERT INTO explanations (request_id, extended_request_id, account_id, taken_at, explanation)
     SELECT request_id, extended_request_id, account_id, $5, explanation::json
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS taken (request_id, extended_request_id, account_id, explanation)`,
    [
      taken.map(({ requestId }) => requestId),
      taken.map(({ extendedRequestId }) => extendedRequestId),
      taken.map(({ accountId }) => accountId),
      taken.map(({ explanation }) => JSON.stringify(explanation)),
      new Date(nowMs),
    ],
  );
}

/** By the id of a request, `x-amzn-RequestId` or `x-amz-apigw-id`; the newest, should ids repeat. */
async function find(uow: UnitOfWork, requestId: string): Promise<KeptExplanation | undefined> {
  const [row] = await query<KeptExplanation>(
    uow,
    `SELECT request_id AS "requestId", extended_request_id AS "extendedRequestId",
       account_id AS "accountId", explanation
     FROM explanations WHERE request_id = $1 OR extended_request_id = $1 ORDER BY id DESC LIMIT 1`,
    [requestId],
  );
  return row;
}

/**
 * Forgets those that were taken before a moment, and the oldest above a number, `count` of them at most; how
 * many are gone. They are older the smaller their ids are, so nothing but the oldest is looked at.
 */
function removeOld(uow: UnitOfWork, beforeMs: number, most: number, count: number): Promise<number> {
  return rowCount(
    uow,
    `DELETE FROM explanations WHERE id IN (
       SELECT id FROM explanations
       WHERE taken_at < $1 OR id <= (SELECT max(id) FROM explanations) - $2::bigint
       ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)`,
    [new Date(beforeMs), most, count],
  );
}
