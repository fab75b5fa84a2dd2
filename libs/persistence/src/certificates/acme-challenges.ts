import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What an authority asks a host for. */
export interface AcmeChallengeRow {
  readonly token: string;
  readonly certificateId: string;
  readonly domainName: string;
  readonly keyAuthorization: string;
  readonly untilMs: number;
}

/** Challenges that gateways answer while an authority asks. */
export const acmeChallenges = { put, of, removeOf, isServed };

async function put(uow: UnitOfWork, challenge: AcmeChallengeRow): Promise<void> {
  const { token, certificateId, domainName, keyAuthorization, untilMs } = challenge;
  await query(
    uow,
    `INSERT INTO acme_challenges (token, certificate_id, domain_name, key_authorization, until)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (token) DO NOTHING`,
    [token, certificateId, domainName, keyAuthorization, new Date(untilMs)],
  );
}

async function of(uow: UnitOfWork, certificateId: string): Promise<AcmeChallengeRow[]> {
  const rows = await query<Omit<AcmeChallengeRow, 'untilMs'> & { readonly until: Date }>(
    uow,
    `SELECT token, certificate_id AS "certificateId", domain_name AS "domainName",
            key_authorization AS "keyAuthorization", until
       FROM acme_challenges WHERE certificate_id = $1 ORDER BY token`,
    [certificateId],
  );
  return rows.map(({ until, ...row }) => ({ ...row, untilMs: until.getTime() }));
}

async function removeOf(uow: UnitOfWork, certificateId: string): Promise<void> {
  await query(uow, 'DELETE FROM acme_challenges WHERE certificate_id = $1', [certificateId]);
}

/** Whether every connected gateway answers it. */
async function isServed(uow: UnitOfWork, token: string): Promise<boolean> {
  const rows = await query<unknown>(
    uow,
    `SELECT 1 FROM published_documents d WHERE d.kind = 'acme-challenge' AND d.name = $1 AND d.body IS NOT NULL
        AND NOT EXISTS (SELECT FROM gateways g WHERE g.connected AND g.applied_seq < d.seq)`,
    [token],
  );
  return rows.length > 0;
}
