/** API keys, usage plans, and which key is in which plan. */
export { apiKeyImports } from './api-key-imports.js';
export { apiKeys, type ApiKeyFilter } from './api-keys.js';
export { deniedIdentities } from './denied-identities.js';
export { sealContextOf, type StoredApiKey } from './stored-api-key.js';
export { usagePlanKeys } from './usage-plan-keys.js';
export { usagePlans } from './usage-plans.js';
