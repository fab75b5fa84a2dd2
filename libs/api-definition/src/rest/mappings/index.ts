export * from './content-type.js';
export * from './mapping-expression.js';
export * from './patched-map.js';
