export * from './api-key.patch-paths.js';
export * from './create-api-key.js';
