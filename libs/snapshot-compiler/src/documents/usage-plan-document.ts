import { hasRateLimitHeaders, type ApiStage, type UsagePlan } from '#libs/api-definition';
import { documentNames, sealDocument, type RateLimit, type SealedDocument } from '#libs/snapshot-format';
import { throttleName } from './method-throttles.js';
import { rateLimit } from './rate-limit.js';

/** The document of a usage plan: its limits per key, and the stages it opens with their limits per method. */
export function usagePlanDocument(plan: UsagePlan): SealedDocument {
  return sealDocument('usage-plan', documentNames.usagePlan(plan.id), {
    accountId: plan.owner.accountId,
    region: plan.owner.region,
    usagePlanId: plan.id,
    throttle: rateLimit(plan.throttle),
    quota: plan.quota && {
      limit: plan.quota.limit,
      period: plan.quota.period,
      offset: plan.quota.offset,
    },
    ...(hasRateLimitHeaders(plan.tags) && { rateLimitHeaders: true }),
    apiStages: Object.fromEntries(
      plan.apiStages.map((apiStage) => [
        documentNames.stage(apiStage.restApiId, apiStage.stageName),
        { methodThrottles: methodThrottles(apiStage) },
      ]),
    ),
  });
}

/**
 * By both names, since a plan does not know of what kind its API is: a method of REST is `/pets/GET`, a route
 * `GET /pets`.
 */
function methodThrottles(apiStage: ApiStage): Record<string, RateLimit> {
  return Object.fromEntries(
    Object.entries(apiStage.throttle).flatMap(([key, settings]) => {
      const name = throttleName(key);
      const limit = rateLimit(settings);
      return name === null || limit === null ? [] : [name, routeKey(name)].map((one) => [one, limit]);
    }),
  );
}

/** `//GET` of the root to `GET /`, `/pets/GET` to `GET /pets`. */
function routeKey(name: string): string {
  const cut = name.lastIndexOf('/');
  return `${name.slice(cut + 1)} ${name.slice(0, cut)}`;
}
