import { auditExport, type Database, type ExportedEvent } from '#libs/persistence';
import { linkEvents } from './link-events.js';

const pageRows = 1_000;

/**
 * An account's events of a time as JSON Lines, each with its place in the chain, which has no gap from the
 * first line to the last. Read in pages while it is sent. Rows of the past never change: what is committed
 * when it begins is what it has.
 *
 * @throws Error when events are forgotten meanwhile, which must not look like an export without them.
 */
export async function* exportEvents(
  database: Database,
  accountId: string,
  fromMs: number | null,
  toMs: number | null,
): AsyncGenerator<string> {
  await linkEvents(database, accountId);
  const run = await database.read((uow) => auditExport.runOf(uow, accountId, fromMs, toMs));
  if (!run) return;
  const { last } = run;
  for (let first = run.first; first <= last; first += pageRows) {
    const end = Math.min(last, first + pageRows - 1);
    const page = await database.read((uow) =>
      auditExport.page(uow, accountId, { first, last: end }, pageRows),
    );
    if (page.length !== end - first + 1)
      throw new Error(`audit events ${first} to ${end} are not all there any more`);
    yield page.map((event) => lineOf(accountId, event)).join('');
  }
}

/** The event is JSON already. */
const lineOf = (accountId: string, { sequence, previousHash, hash, event }: ExportedEvent): string =>
  `{"accountId":"${accountId}","sequence":${sequence},"previousHash":"${previousHash}","hash":"${hash}","event":${event}}\n`;
