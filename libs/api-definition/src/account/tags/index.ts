export * from './tags.js';
export { hasRateLimitHeaders, rateLimitHeadersTag } from './rate-limit-headers-tag.js';
export * from './tag-target.js';
