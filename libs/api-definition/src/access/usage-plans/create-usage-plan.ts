import { readApiStages, type GivenApiStage, type GivenThrottle } from './api-stage.js';
import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { Owner } from '../../owner.js';
import { checkQuota } from './quota-settings.js';
import { checkThrottle } from './throttle-settings.js';
import { checkTags } from '../../account/tags/tags.js';
import type { UsagePlan } from './usage-plan.js';

/** What CreateUsagePlan is given. */
export interface NewUsagePlan {
  readonly name: string;
  readonly description?: string | null;
  readonly apiStages?: readonly GivenApiStage[] | null;
  readonly throttle?: GivenThrottle | null;
  readonly quota?: Parameters<typeof checkQuota>[0] | null;
  readonly tags?: Readonly<Record<string, string>> | null;
}

/** A new usage plan (recorded: usage plans). Whether its API stages exist is the caller's to see. */
export function createUsagePlan(
  given: NewUsagePlan,
  made: { readonly owner: Owner; readonly id: string; readonly nowMs: number },
): Result<UsagePlan> {
  if (given.name === '') return fail(badRequest('Usage Plan name cannot be blank'));
  const apiStages = readApiStages(given.apiStages ?? []);
  if (!apiStages.ok) return apiStages;
  const throttle = given.throttle ? checkThrottle(given.throttle) : ok(null);
  if (!throttle.ok) return throttle;
  const quota = given.quota ? checkQuota(given.quota) : ok(null);
  if (!quota.ok) return quota;
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  return ok({
    owner: made.owner,
    id: made.id,
    name: given.name,
    description: given.description || null,
    createdAtMs: made.nowMs,
    apiStages: apiStages.value,
    throttle: throttle.value,
    quota: quota.value,
    productCode: null,
    tags: tags.value,
  });
}
