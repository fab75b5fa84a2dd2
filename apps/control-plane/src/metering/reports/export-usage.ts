import type { Owner } from '#libs/api-definition';
import { usageExport, type Database, type UsageDay } from '#libs/persistence';

export type ExportFormat = 'csv' | 'jsonl';

const pageRows = 5000;

/**
 * A month of usage of all plans that an owner has or had, one line per plan, key and day with use, as pieces
 * of text. Read in pages while it is sent: however many keys there are, no more than a page is held. A
 * running month may grow meanwhile; an ended one does so only by late reports.
 */
export async function* exportUsage(
  database: Database,
  owner: Owner,
  month: string,
  format: ExportFormat,
): AsyncGenerator<string> {
  const line = format === 'csv' ? csvLine : jsonLine;
  if (format === 'csv') yield 'usagePlanId,keyId,day,used,remaining\n';
  for await (const usagePlanId of plansOf(database, owner)) {
    for await (const rows of rowsOf(database, usagePlanId, daysOf(month))) yield rows.map(line).join('');
  }
}

async function* plansOf(database: Database, owner: Owner): AsyncGenerator<string> {
  let page: string[] = [];
  do {
    const after = page.at(-1) ?? '';
    page = await database.read((uow) => usageExport.planIds(uow, owner, after, pageRows));
    yield* page;
  } while (page.length === pageRows);
}

async function* rowsOf(
  database: Database,
  usagePlanId: string,
  days: ReturnType<typeof daysOf>,
): AsyncGenerator<readonly UsageDay[]> {
  let page: UsageDay[] = [];
  do {
    const after = page.at(-1) ?? null;
    page = await database.read((uow) => usageExport.page(uow, usagePlanId, days, after, pageRows));
    if (page.length > 0) yield page;
  } while (page.length === pageRows);
}

/** Ids are letters and digits: nothing needs quotes. */
function csvLine({ usagePlanId, keyId, day, used, remaining }: UsageDay): string {
  return `${usagePlanId},${keyId},${day},${used},${remaining ?? ''}\n`;
}

function jsonLine({ usagePlanId, keyId, day, used, remaining }: UsageDay): string {
  return `${JSON.stringify({ usagePlanId, keyId, day, used, remaining })}\n`;
}

function daysOf(month: string) {
  const start = new Date(`${month}-01T00:00:00Z`);
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
  return { startDay: `${month}-01`, endDay: end.toISOString().slice(0, 10) };
}
