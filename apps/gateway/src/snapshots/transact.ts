import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'lmdb';

/**
 * Runs `work` as one transaction of the database; resolves once it is committed. Rejects with what `work`
 * throws, or with the system's reason why nothing was committed (a full disk, say).
 *
 * lmdb names that reason in a promise of its own which rejects, too. Nobody but this waits for it, and a
 * rejection that nobody waits for counts as a fault of the process.
 */
export async function transact(database: Pick<Database, 'transaction'>, work: () => void): Promise<void> {
  try {
    await database.transaction(work);
  } catch (error) {
    const { commitError } = error as { readonly commitError?: unknown };
    if (!(commitError instanceof Promise)) throw error;
    const reason = commitError.then(
      () => error,
      (cause: unknown) => cause,
    );
    throw await Promise.race([reason, nextTurn(error)]);
  }
}
