export * from './api-key-document.js';
export * from './canonical-json.js';
export * from './digest.js';
export * from './documents.js';
export * from './quota-document.js';
export * from './snapshot.js';
export * from './stage-document.js';
export * from './usage-plan-document.js';
