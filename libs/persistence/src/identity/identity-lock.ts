import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * Until the transaction ends: whatever is counted per account (users, roles, policies, keys of the root), and
 * names that are given, one after the other.
 */
export async function lockIdentityOf(uow: UnitOfWork, accountId: string): Promise<void> {
  await query(uow, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`identity/${accountId}`]);
}
