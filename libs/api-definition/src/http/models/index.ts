export * from './http-model.js';
