export * from './documentation-part.js';
export * from './create-documentation-part.js';
export * from './documentation-part.patch-paths.js';
export * from './select-documentation-parts.js';
export * from './import-documentation.js';
export * from './documentation-version.js';
