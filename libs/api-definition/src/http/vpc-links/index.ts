export * from './http-vpc-link.js';
