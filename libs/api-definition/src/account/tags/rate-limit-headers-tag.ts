import type { Tags } from './tags.js';

/**
 * The tag on a usage plan that switches the RateLimit fields on. A tag, because AWS's wire has no member for
 * what AWS does not do.
 */
export const rateLimitHeadersTag = 'tollgate:rate-limit-headers';

/** Whether a plan with these tags tells its keys in every response what is left of their limits. */
export function hasRateLimitHeaders(tags: Tags): boolean {
  return tags[rateLimitHeadersTag] === 'on';
}
