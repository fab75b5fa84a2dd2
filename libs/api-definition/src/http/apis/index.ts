export * from './http-api.js';
export * from './cors-configuration.js';
export * from './new-http-api.js';
export * from './quick-create.js';
