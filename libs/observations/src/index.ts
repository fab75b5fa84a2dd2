export * from './block-name.js';
export * from './observation-kind.js';
export * from './captured-request.js';
