export * from './http-integration.js';
export * from './http-integration-response.js';
export * from './new-http-integration.js';
export * from './check-http-integration.js';
export * from './new-integration-response.js';
export { isReservedHeader } from './reserved-headers.js';
export { serviceSubtypes } from './service-subtypes.js';
