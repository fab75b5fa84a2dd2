export * from './client-certificate.js';
export * from './client-certificate.patch-paths.js';
