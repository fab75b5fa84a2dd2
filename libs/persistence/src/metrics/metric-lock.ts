import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** Whose metrics. */
export interface MetricsOwner {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Who writes data of these owners does so one after the other, until its transaction ends: what is read of a
 * row and written back is what is there, whether it is the same minute that ten gateways report or an hour
 * that a worker rolls up. All take several owners in the same order.
 */
export async function lockMetricsOf(uow: UnitOfWork, owners: readonly MetricsOwner[]): Promise<void> {
  const names = new Set(owners.map(({ accountId, region }) => `metrics of ${accountId} ${region}`));
  for (const name of [...names].sort()) {
    await query(uow, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  }
}
