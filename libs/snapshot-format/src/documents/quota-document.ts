import type { DocumentHead } from './features.js';

/**
 * Told to gateways when UpdateUsage moved what remains of a running period: drop what you think you know of
 * this plan and key (permits in hand go back, "used up" is forgotten) and draw anew. Named
 * `<usagePlanId>/<keyId>`.
 */
export interface QuotaDocument extends DocumentHead {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** Counts up with every change, so that two equal grants are two documents. */
  readonly revision: number;
}
