import type { HeadReason } from './head-reasons.js';
import type { RejectionReason } from './rejection-reasons.js';

/** The closed set of reasons for which a gateway answers by itself. */
export type ReasonCode = HeadReason | RejectionReason;
