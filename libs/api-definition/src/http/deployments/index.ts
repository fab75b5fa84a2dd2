export * from './http-deployment.js';
export * from './http-definition.js';
