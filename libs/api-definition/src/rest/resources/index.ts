export * from './resource.js';
export * from './path-part.js';
export * from './resource-tree.js';
export * from './resource.patch-paths.js';
