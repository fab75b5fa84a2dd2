export * from './http-model.js';
export * from './new-http-model.js';
