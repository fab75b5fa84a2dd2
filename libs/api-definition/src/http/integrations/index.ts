export * from './http-integration.js';
export * from './http-integration-response.js';
