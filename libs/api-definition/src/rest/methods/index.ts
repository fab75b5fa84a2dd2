export * from './method.js';
export * from './method-references.js';
export * from './method-responses.js';
export * from './method-rules.js';
export * from './method.patch-paths.js';
export * from './put-method.js';
