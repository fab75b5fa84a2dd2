/** From definition entities to the documents of the feed, sealed. */
export { accountDocument } from './documents/account-document.js';
export { apiKeyDocument } from './documents/api-key-document.js';
export { quotaDocument } from './documents/quota-document.js';
export { stageDocument } from './documents/stage-document.js';
export { usagePlanDocument } from './documents/usage-plan-document.js';
