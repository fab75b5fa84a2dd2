/** Which blocks of logs, metrics and requests gateways have handed in. */
export { observationSenders, type ObservationSender, type SentBlock } from './observation-senders.js';
export { capturedRequestContext, captures, type StoredCapturedRequest } from './captures.js';
