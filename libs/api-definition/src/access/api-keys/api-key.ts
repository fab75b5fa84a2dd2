import type { Owner } from '../../owner.js';

/** An API key. Its value is stored encrypted and looked up by SHA-256; this type never holds it. */
export interface ApiKey {
  readonly owner: Owner;
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly createdAtMs: number;
  readonly lastUpdatedAtMs: number;
  readonly customerId: string | null;
  /** `<restApiId>/<stageName>`, the legacy binding; shown, and turned into nothing else. */
  readonly stageKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** SHA-256 of the key's value, hex. */
  readonly valueDigest: string;
}
