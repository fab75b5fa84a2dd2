export * from './http-vpc-link.js';
export * from './new-http-vpc-link.js';
