/** ACM's certificates. */
export { certificates } from './certificates.js';
