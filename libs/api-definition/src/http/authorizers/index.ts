export * from './http-authorizer.js';
export * from './new-http-authorizer.js';
export * from './check-http-authorizer.js';
