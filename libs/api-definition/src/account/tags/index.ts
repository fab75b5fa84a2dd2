export * from './tags.js';
export { canaryGuard, canaryGuardTag } from './canary-guard-tag.js';
export { hasRateLimitHeaders, rateLimitHeadersTag } from './rate-limit-headers-tag.js';
export { canaryHeader, canaryHeaderTag } from './canary-header-tag.js';
export { allowedOrigins, corsTag, type AllowedOrigins } from './cors-tag.js';
export { secretVariables, secretVariablesTag } from './secret-variables-tag.js';
export { tellReasonsTag, tellsReasons } from './tell-reasons-tag.js';
export * from './tag-target.js';
export { hasRestFeatures, restFeaturesTag } from './rest-features-tag.js';
