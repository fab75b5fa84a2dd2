export * from './http-authorizer.js';
