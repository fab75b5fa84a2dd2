export * from './http-deployment.js';
export * from './http-definition.js';
export * from './freeze-http-definition.js';
export * from './automatic-deployment.js';
