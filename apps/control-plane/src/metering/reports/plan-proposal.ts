import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import { utcDayStartMs } from '#libs/rate-limits';
import type { ProposedLimits } from './dry-run-plan.js';
import type { DryRunRequest } from './dry-run.dto.js';

/** A proposed plan and the window that it is tried on. */
export interface PlanProposal {
  readonly limits: ProposedLimits;
  readonly startDate: string;
  readonly endDate: string;
}

const dayMs = 86_400_000;
const daysMax = 92;

/** The proposal of a request whose members are right each by itself; refused when its window is none. */
export function proposalOf({ startDate, endDate, quota, throttle }: DryRunRequest): Result<PlanProposal> {
  const days = (utcDayStartMs(endDate) - utcDayStartMs(startDate)) / dayMs + 1;
  if (days < 1 || days > daysMax) return fail(badRequest(`The window must be of 1 to ${daysMax} days`));
  return ok({
    startDate,
    endDate,
    limits: {
      quota: quota ? { limit: Math.floor(quota.limit), period: quota.period } : null,
      throttle: throttle ?? null,
    },
  });
}
