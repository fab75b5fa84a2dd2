import { auditChain, type Database } from '#libs/persistence';

/** Of one transaction. */
const linkedAtOnce = 500;

/** Gives all events that an account has when this begins their places in its chain. */
export async function linkEvents(database: Database, accountId: string): Promise<void> {
  while ((await database.write((uow) => auditChain.extend(uow, accountId, linkedAtOnce))) === linkedAtOnce);
}
