export * from './http-api.js';
export * from './rest-features-tag.js';
