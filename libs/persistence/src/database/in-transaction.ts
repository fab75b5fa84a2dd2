import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { unitOfWorkOf, type UnitOfWork } from './unit-of-work.js';

/**
 * One transaction, committed when the work resolves. Not by TypeORM's own: that waits for the response to
 * START TRANSACTION, whereas here it leaves together with the first statement of the work.
 */
export async function inTransaction<T>(
  source: DataSource,
  work: (uow: UnitOfWork) => Promise<T>,
  begin:
    'START TRANSACTION' | 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'START TRANSACTION',
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as pg.ClientBase;
    // Between two statements nobody waits for a response that could say it; the next one fails by what
    // TypeORM makes of a lost client.
    let lost: Error | null = null;
    const onLost = (error: Error): void => {
      lost ??= error;
    };
    client.on('error', onLost);
    const begun = client.query(begin);
    // Statements are answered in order: when this one fails, so does the first of the work, which is then
    // what is thrown.
    begun.catch(() => undefined);
    // TypeORM refuses locks outside a transaction that it knows of.
    (runner as { isTransactionActive: boolean }).isTransactionActive = true;
    try {
      const value = await work(unitOfWorkOf(runner.manager));
      await begun;
      const { command } = await client.query('COMMIT');
      // What Postgres answers when a statement had failed and nobody said so.
      if (command !== 'COMMIT') throw new Error('a transaction with a failed statement cannot be committed');
      return value;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw lost ?? error;
    } finally {
      client.off('error', onLost);
    }
  } finally {
    await runner.release();
  }
}
