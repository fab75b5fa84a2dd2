export * from './http-api.js';
