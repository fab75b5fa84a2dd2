export * from './domain-name.js';
export * from './domain-name-arn.js';
export * from './create-domain-name.js';
export * from './domain-name.patch-paths.js';
export * from './base-path-mapping.js';
export * from './base-path-mapping.patch-paths.js';
export * from './access-association.js';
