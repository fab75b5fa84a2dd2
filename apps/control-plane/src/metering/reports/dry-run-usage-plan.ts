import { usageHours, type Database, type UsageHour } from '#libs/persistence';
import { quotaPeriodStart, utcDayStartMs } from '#libs/rate-limits';
import { dryRunPlan } from './dry-run-plan.js';
import type { DryRunRefusal } from './dry-run.dto.js';
import type { DryRun } from './dry-run.dto.js';
import type { PlanProposal } from './plan-proposal.js';

const keysPerRead = 100;
/** Bounds the response; the rest is asked for by `afterKeyId`. */
const keysLookedAtMax = 20_000;

/** What the proposed limits would have done to the keys of a plan in a past window. */
export async function dryRunUsagePlan(
  database: Database,
  usagePlanId: string,
  { limits, startDate, endDate }: PlanProposal,
  firstAfterKeyId: string,
): Promise<DryRun> {
  const startDay = limits.quota ? quotaPeriodStart(limits.quota.period, utcDayStartMs(startDate)) : startDate;
  const refusals: DryRunRefusal[] = [];
  let keysLookedAt = 0;
  for (let afterKeyId = firstAfterKeyId; ;) {
    const of = { usagePlanId, startDay, endDay: endDate, afterKeyId };
    const rows = await database.read((uow) => usageHours.ofKeys(uow, of, keysPerRead));
    const byKey = new Map<string, UsageHour[]>();
    for (const row of rows) {
      const others = byKey.get(row.keyId);
      if (others) others.push(row);
      else byKey.set(row.keyId, [row]);
    }
    for (const hours of byKey.values()) refusals.push(...dryRunPlan(hours, limits, startDate));
    keysLookedAt += byKey.size;
    afterKeyId = rows.at(-1)?.keyId ?? afterKeyId;
    if (byKey.size < keysPerRead) return { keysLookedAt, refusals, afterKeyId: null };
    if (keysLookedAt >= keysLookedAtMax) return { keysLookedAt, refusals, afterKeyId };
  }
}
