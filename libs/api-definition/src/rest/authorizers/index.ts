export * from './authorizer.js';
export * from './create-authorizer.js';
export * from './check-authorizer.js';
export * from './authorizer.patch-paths.js';
export * from './check-authorizer-deletion.js';
