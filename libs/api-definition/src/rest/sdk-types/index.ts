export * from './sdk-types.js';
