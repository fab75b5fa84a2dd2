export * from './rest-api.js';
export * from './clone-definition.js';
export * from './create-rest-api.js';
export * from './endpoint-configuration.js';
export * from './identifier-errors.js';
export * from './resource-policy-text.js';
export * from './rest-api.patch-paths.js';
