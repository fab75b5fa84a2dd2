import type { DocumentHead } from './features.js';

/**
 * An API key as gateways see it. Named by the SHA-256 of its value (hex), so that no document holds the
 * value.
 */
export interface ApiKeyDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly keyId: string;
  readonly enabled: boolean;
  /** Ids of the usage plans that the key belongs to, sorted. */
  readonly usagePlanIds: readonly string[];
}
