import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * Accounts at authorities, by the address of their directory. Whoever holds one speaks for it, until a time;
 * of a process that dies another takes over then.
 */
export const acmeAccounts = {
  hold,
  sealContextOf: (directoryUrl: string): string => `acme-account/${directoryUrl}`,
};

/**
 * Takes the account, or keeps it, until a time: its key, sealed; null while another process has it.
 *
 * @param newKeySealed the key of an account that is not there yet.
 */
async function hold(
  uow: UnitOfWork,
  directoryUrl: string,
  {
    holder,
    newKeySealed,
    nowMs,
    untilMs,
  }: {
    readonly holder: string;
    readonly newKeySealed: () => Buffer;
    readonly nowMs: number;
    readonly untilMs: number;
  },
): Promise<Buffer | null> {
  const take = () =>
    query<{ readonly keySealed: Buffer }>(
      uow,
      `UPDATE acme_accounts SET holder = $2, held_until = $4
        WHERE directory_url = $1 AND (holder = $2 OR held_until < $3) RETURNING key_sealed AS "keySealed"`,
      [directoryUrl, holder, new Date(nowMs), new Date(untilMs)],
    );
  const [held] = await take();
  if (held) return held.keySealed;
  const known = await query<unknown>(uow, 'SELECT 1 FROM acme_accounts WHERE directory_url = $1', [
    directoryUrl,
  ]);
  if (known.length > 0) return null;
  await query(
    uow,
    `INSERT INTO acme_accounts (directory_url, key_sealed, holder, held_until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (directory_url) DO NOTHING`,
    [directoryUrl, newKeySealed(), holder, new Date(untilMs)],
  );
  return (await take())[0]?.keySealed ?? null;
}
