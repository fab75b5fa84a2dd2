export * from './log-batch.js';
export * from './log-block-bounds.js';
export * from './log-stream-name.js';
export * from './log-writer.js';
export { encodeLogBlock, joinLogSections } from './encode-log-block.js';
export { LogColumns } from './log-columns.js';
export { logSectionOf } from './log-section-of.js';
export * from './read-log-block.js';
export { readLogEvents } from './read-log-events.js';
