/** What all areas share. */
export * from './owner.js';
export * from './new-id.js';
export * from './domain-error.js';
export * from './not-found.js';
export * from './patch/index.js';
export * from './patch-tables.js';
/** The definition by area. */
export * from './rest/index.js';
export * from './http/index.js';
export * from './access/index.js';
export * from './domains/index.js';
export * from './account/index.js';
