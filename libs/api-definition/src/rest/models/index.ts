export * from './model.js';
export * from './create-model.js';
export * from './default-models.js';
export * from './model.patch-paths.js';
export * from './check-model-deletion.js';
export * from './flatten-model.js';
export * from './model-template.js';
export * from './model-references.js';
