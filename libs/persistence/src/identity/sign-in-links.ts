import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A link to the console that signs in once. */
export interface SignInLink {
  /** SHA-256 of its token, which is nowhere. */
  readonly tokenHash: Buffer;
  /** Of who made it. */
  readonly accessKeyId: string;
  /** Of the user; the account id of a root. */
  readonly principalId: string;
  /** Of the call that made it. */
  readonly region: string;
  readonly expiresAtMs: number;
}

/** Links that nobody has used yet. */
export const signInLinks = { insert, take };

const expiredAtOnce = 1_000;

/**
 * Keeps it and those `most - 1` before it of the same principal; older ones sign nobody in any more. Calls of
 * one principal run one after the other. Expired ones of anybody go on the way.
 */
async function insert(uow: UnitOfWork, link: SignInLink, most: number, nowMs: number): Promise<void> {
  const { tokenHash, accessKeyId, principalId, region, expiresAtMs } = link;
  await query(uow, `SELECT pg_advisory_xact_lock(hashtextextended('sign-in links ' || $1, 0))`, [
    principalId,
  ]);
  await query(
    uow,
    `DELETE FROM sign_in_links WHERE token_hash IN (
       SELECT token_hash FROM sign_in_links WHERE expires_at <= $1 LIMIT ${expiredAtOnce} FOR UPDATE SKIP LOCKED)`,
    [new Date(nowMs)],
  );
  await query(
    uow,
    `DELETE FROM sign_in_links WHERE token_hash IN (
       SELECT token_hash FROM sign_in_links WHERE principal_id = $1
       ORDER BY expires_at DESC, token_hash OFFSET $2 FOR UPDATE SKIP LOCKED)`,
    [principalId, most - 1],
  );
  await query(
    uow,
    `INSERT INTO sign_in_links (token_hash, access_key_id, principal_id, region, expires_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [tokenHash, accessKeyId, principalId, region, new Date(expiresAtMs)],
  );
}

/** Takes it away, for the one of all who ask at once; undefined for unknown, used and expired ones alike. */
async function take(uow: UnitOfWork, tokenHash: Buffer, nowMs: number): Promise<SignInLink | undefined> {
  const [row] = await query<Omit<SignInLink, 'expiresAtMs'> & { readonly expiresAt: Date }>(
    uow,
    `DELETE FROM sign_in_links WHERE token_hash = $1 AND expires_at > $2
     RETURNING token_hash AS "tokenHash", access_key_id AS "accessKeyId", principal_id AS "principalId",
               region, expires_at AS "expiresAt"`,
    [tokenHash, new Date(nowMs)],
  );
  if (!row) return undefined;
  const { expiresAt, ...link } = row;
  return { ...link, expiresAtMs: expiresAt.getTime() };
}
