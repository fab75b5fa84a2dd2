import {
  canaryGuardTag,
  canaryHeaderTag,
  corsTag,
  hasRateLimitHeaders,
  http2BackendsTag,
  secretVariablesTag,
  tellReasonsTag,
  webAclTag,
  type Owner,
  type Tags,
  type TagTarget,
} from '#libs/api-definition';
import type { Publish } from '../../../definition/publish.js';

const ofRestApis = [corsTag, tellReasonsTag, http2BackendsTag];
const ofHttpApis = [tellReasonsTag, http2BackendsTag];
const ofStages = [webAclTag, secretVariablesTag, canaryHeaderTag, canaryGuardTag];

/**
 * Tells the gateways of tags that mean something to them: the one that switches a usage plan's RateLimit
 * fields, those of an API, which its stages carry, and those of a stage: its web ACL, its secret
 * variables, the header that chooses its canary, and the rule that guards it.
 */
export async function publishTags(
  publish: Publish,
  owner: Owner,
  target: TagTarget,
  before: Tags,
  after: Tags,
): Promise<void> {
  const differs = (key: string): boolean => before[key] !== after[key];
  if (target.kind === 'usage-plan' && hasRateLimitHeaders(before) !== hasRateLimitHeaders(after)) {
    await publish(owner, 'publish-usage-plan', { usagePlanId: target.id });
  }
  if (target.kind === 'rest-api' && ofRestApis.some(differs)) {
    await publish(owner, 'publish-rest-api', { restApiId: target.id });
  }
  if (target.kind === 'http-api' && ofHttpApis.some(differs)) {
    await publish(owner, 'publish-http-api', { apiId: target.id });
  }
  if (target.kind === 'stage' && ofStages.some(differs)) {
    await publish(owner, 'publish-rest-api', { restApiId: target.restApiId });
  }
}
