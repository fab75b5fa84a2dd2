export * from './block-name.js';
export * from './observation-kind.js';
