export * from './integration.js';
export * from './integration-responses.js';
export * from './integration-rules.js';
export * from './integration-uri.js';
export * from './integration.patch-paths.js';
export * from './put-integration.js';
