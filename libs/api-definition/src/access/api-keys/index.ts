export * from './api-key.js';
export * from './api-key.patch-paths.js';
export * from './create-api-key.js';
export * from './read-api-key-file.js';
