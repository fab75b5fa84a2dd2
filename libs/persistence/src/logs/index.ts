/** Log groups, their streams, and blocks of their events. */
export type { LogStreamChoice } from './block-scan.js';
export { logBlocks } from './log-blocks.js';
export { logGroups, type LogGroup, type LogGroupFilter } from './log-groups.js';
export { logLosses, type LogLoss, type LogLossReason } from './log-losses.js';
export { decodeLogCursor, encodeLogCursor, type LogCursor } from './log-position.js';
export { logRetention } from './log-retention.js';
export { logSlices, type LogSlice } from './log-slices.js';
export { logStreams, type LogStream, type LogStreamPage } from './log-streams.js';
export { prepareLogBlocks, type PreparedLogBlock, type PreparedLogs } from './prepare-log-blocks.js';
export {
  readLogEvents as readStoredLogEvents,
  type LogEventPage,
  type LogEventQuery,
  type StoredLogEvent,
} from './read-log-events.js';
