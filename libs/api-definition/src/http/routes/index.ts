export * from './http-route.js';
export * from './http-route-response.js';
export * from './http-route-key.js';
export * from './check-route.js';
export * from './new-route.js';
export * from './new-route-response.js';
