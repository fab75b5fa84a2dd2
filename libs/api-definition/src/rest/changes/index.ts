export * from './diff-definitions.js';
export * from './differing-pointers.js';
