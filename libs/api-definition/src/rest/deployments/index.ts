export * from './deployment.js';
export * from './deployment.patch-paths.js';
export * from './freeze-definition.js';
export * from './summarize-deployment.js';
