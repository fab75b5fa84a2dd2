/** ACM's certificates: what is known of one, and its ARN. */
export * from './certificate.js';
