export * from './block-rate-buckets.js';
export * from './block-size.js';
export * from './memory-rate-buckets.js';
export * from './memory-token-counter.js';
export * from './ports.js';
export * from './quota-period.js';
export * from './remember.js';
export * from './token-bucket.js';
