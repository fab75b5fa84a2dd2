import type { Capture, Owner } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** Captures of requests, of an owner, and what was captured: sealed, since bodies may hold anything. */
export const captures = { find, findAnywhere, list, insert, remove, removeEnded, add, requests };

interface CaptureRow extends Omit<Capture, 'untilMs'> {
  readonly until: Date;
}

const selected = `SELECT id, account_id AS "accountId", region, rest_api_id AS "restApiId",
  stage_name AS "stageName", api_key_id AS "apiKeyId", request_id AS "requestId", until,
  requests_max AS "requestsMax", body_bytes_max AS "bodyBytesMax" FROM captures`;

async function find(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<Capture | undefined> {
  const where = 'WHERE account_id = $1 AND region = $2 AND id = $3';
  return (await query<CaptureRow>(uow, `${selected} ${where}`, [accountId, region, id])).map(toCapture)[0];
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<Capture | undefined> {
  return (await query<CaptureRow>(uow, `${selected} WHERE id = $1`, [id])).map(toCapture)[0];
}

/** In the order of their ids; those whose time is over too, while what they have captured is kept. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  { after, count }: ListPage,
): Promise<Capture[]> {
  const rows = await query<CaptureRow>(
    uow,
    `${selected} WHERE account_id = $1 AND region = $2 AND id > $3 ORDER BY id LIMIT $4`,
    [accountId, region, after ?? '', count],
  );
  return rows.map(toCapture);
}

/**
 * False, and nothing is changed, when `most` of the account run at the moment already. Calls of one account
 * run one after the other.
 */
async function insert(uow: UnitOfWork, capture: Capture, most: number, nowMs: number): Promise<boolean> {
  const { accountId } = capture;
  await query(uow, `SELECT pg_advisory_xact_lock(hashtextextended('captures ' || $1, 0))`, [accountId]);
  const [counted] = await query<{ running: string }>(
    uow,
    'SELECT count(*) AS running FROM captures WHERE account_id = $1 AND until > $2',
    [accountId, new Date(nowMs)],
  );
  if (Number(counted!.running) >= most) return false;
  const { id, region, restApiId, stageName, apiKeyId, requestId, untilMs, requestsMax, bodyBytesMax } =
    capture;
  await query(
    uow,
    `INSERT INTO captures (id, account_id, region, rest_api_id, stage_name, api_key_id, request_id, until,
       requests_max, body_bytes_max) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, accountId, region, restApiId, stageName, apiKeyId, requestId],
      ...[new Date(untilMs), requestsMax, bodyBytesMax],
    ],
  );
  return true;
}

/** With all that it has captured. Whether there was one. */
async function remove(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<boolean> {
  const where = 'WHERE account_id = $1 AND region = $2 AND id = $3';
  return (await rowCount(uow, `DELETE FROM captures ${where}`, [accountId, region, id])) === 1;
}

/** Those whose time was over at a moment, `count` of them at most, with what they have captured. */
async function removeEnded(
  uow: UnitOfWork,
  beforeMs: number,
  count: number,
): Promise<(Owner & { readonly id: string })[]> {
  return query(
    uow,
    `DELETE FROM captures WHERE id IN (
       SELECT id FROM captures WHERE until < $1 ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, account_id AS "accountId", region`,
    [new Date(beforeMs), count],
  );
}

/** A captured request, sealed for `capturedRequestContext`. */
export interface StoredCapturedRequest {
  readonly captureId: string;
  readonly requestId: string;
  readonly sealed: Buffer;
}

/** What a captured request is sealed for. */
export const capturedRequestContext = ({
  captureId,
  requestId,
}: Pick<StoredCapturedRequest, 'captureId' | 'requestId'>): string =>
  `captured-request/${captureId}/${requestId}`;

/** Keeps it, unless its capture is gone or has as many as it may. */
async function add(uow: UnitOfWork, { captureId, requestId, sealed }: StoredCapturedRequest): Promise<void> {
  // The lock of the capture: its requests are counted one after the other.
  const [capture] = await query<{ requestsMax: number }>(
    uow,
    'SELECT requests_max AS "requestsMax" FROM captures WHERE id = $1 FOR UPDATE',
    [captureId],
  );
  if (capture === undefined) return;
  await query(
    uow,
    `INSERT INTO captured_requests (capture_id, request_id, sealed)
     SELECT $1, $2, $3 WHERE (SELECT count(*) FROM captured_requests WHERE capture_id = $1) < $4
     ON CONFLICT DO NOTHING`,
    [captureId, requestId, sealed, capture.requestsMax],
  );
}

/** In the order in which they came in; `number` is the key of a page. */
async function requests(
  uow: UnitOfWork,
  captureId: string,
  { after, count }: ListPage,
): Promise<(StoredCapturedRequest & { readonly number: string })[]> {
  return query(
    uow,
    `SELECT number, capture_id AS "captureId", request_id AS "requestId", sealed FROM captured_requests
      WHERE capture_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
    [captureId, /^\d{1,18}$/.test(after ?? '') ? after : '0', count],
  );
}

const toCapture = ({ until, ...row }: CaptureRow): Capture => ({ ...row, untilMs: until.getTime() });
