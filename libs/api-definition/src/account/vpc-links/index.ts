export * from './vpc-link.js';
export * from './create-vpc-link.js';
export * from './vpc-link.patch-paths.js';
export * from './vpc-link-references.js';
