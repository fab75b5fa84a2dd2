import { hasRateLimitHeaders, type Owner, type Tags, type TagTarget } from '#libs/api-definition';
import type { Publish } from '../../../definition/publish.js';

/**
 * Tells the gateways of tags that mean something to them: the one that switches a usage plan's RateLimit
 * fields.
 */
export async function publishTags(
  publish: Publish,
  owner: Owner,
  target: TagTarget,
  before: Tags,
  after: Tags,
): Promise<void> {
  if (target.kind !== 'usage-plan' || hasRateLimitHeaders(before) === hasRateLimitHeaders(after)) return;
  await publish(owner, 'publish-usage-plan', { usagePlanId: target.id });
}
