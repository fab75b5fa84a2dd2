export * from './apply-patch.js';
export * from './patch-operation.js';
export * from './patch-table.js';
export * from './patch-values.js';
export * from './patched-number.js';
export * from './refusal-styles.js';
