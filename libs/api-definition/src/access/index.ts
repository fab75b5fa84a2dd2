/** Who may call how often, and who may not: API keys, usage plans, denied identities. */
export * from './api-keys/index.js';
export * from './captures/index.js';
export * from './denied-identities/index.js';
export * from './usage-plans/index.js';
