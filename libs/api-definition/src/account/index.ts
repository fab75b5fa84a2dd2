/** What an account has beside its APIs. */
export * from './account.js';
export * from './client-certificates/index.js';
export * from './limits/index.js';
export * from './tags/index.js';
export * from './vpc-links/index.js';
