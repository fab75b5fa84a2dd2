import type { ApiStage, ThrottleSettings, UsagePlan } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/**
 * A usage plan as AWS shows it; get and update responses show `tags: {}` where there are none (recorded:
 * usage plans).
 */
export function presentUsagePlan(plan: UsagePlan, { emptyTags = false } = {}): v1.UsagePlan {
  const showTags = emptyTags || Object.keys(plan.tags).length > 0;
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description ?? undefined,
    apiStages: plan.apiStages.map(presentApiStage),
    throttle: plan.throttle ? presentThrottle(plan.throttle) : undefined,
    quota: plan.quota ? { ...plan.quota } : undefined,
    productCode: plan.productCode ?? undefined,
    tags: showTags ? { ...plan.tags } : undefined,
  };
}

function presentApiStage({ restApiId, stageName, throttle }: ApiStage) {
  const throttles = Object.entries(throttle).map(([method, limits]) => [method, presentThrottle(limits)]);
  return {
    apiId: restApiId,
    stage: stageName,
    throttle: throttles.length > 0 ? (Object.fromEntries(throttles) as Throttles) : undefined,
  };
}

type Throttles = Record<string, ReturnType<typeof presentThrottle>>;

const presentThrottle = ({ rateLimit, burstLimit }: ThrottleSettings) => ({
  burstLimit: burstLimit ?? undefined,
  rateLimit: rateLimit ?? undefined,
});
