export * from './http-route.js';
export * from './http-route-response.js';
