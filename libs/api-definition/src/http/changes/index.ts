export * from './http-api-entities.js';
