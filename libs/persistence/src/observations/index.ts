/** Which blocks of logs, metrics and requests gateways have handed in. */
export { observationSenders, type ObservationSender, type SentBlock } from './observation-senders.js';
