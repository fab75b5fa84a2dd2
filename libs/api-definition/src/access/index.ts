/** Who may call how often: API keys and usage plans. */
export * from './api-keys/index.js';
export * from './usage-plans/index.js';
