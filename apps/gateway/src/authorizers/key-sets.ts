import type { KeyObject } from 'node:crypto';
import type { BackendPools } from '../integrations/transport/backend-pools.js';
import { readKeySet } from './verify-token.js';

/** Bounds of AWS for key sets of authorizers (guide page "Quotas for HTTP APIs"). */
const fetchMs = 1500;
const keySetBytesMax = 150_000;
/**
 * An issuer that signs with a new key publishes it first; keys are taken away rarely, and hold here for so
 * long at most.
 */
const keptMs = 3_600_000;
/** Tokens with invented key ids must not make the gateway ask the issuer for each. */
const retryMs = 10_000;
const issuersMax = 200;

interface KeySet {
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly fetchedAtMs: number;
}

/** The published keys of token issuers, each fetched once and kept. */
export class KeySets {
  private readonly sets = new Map<string, Promise<KeySet>>();

  constructor(
    private readonly backends: Pick<BackendPools, 'get'>,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * The key of this id; null when the issuer has none. Rejects when the issuer cannot be asked. `issuer`: a
   * URL.
   */
  async key(issuer: string, keyId: string): Promise<KeyObject | null> {
    const known = await this.take(issuer, keptMs);
    const key = known.keys.get(keyId);
    if (key || this.now() - known.fetchedAtMs < retryMs) return key ?? null;
    return (await this.take(issuer, retryMs)).keys.get(keyId) ?? null;
  }

  private async take(issuer: string, maxAgeMs: number): Promise<KeySet> {
    const present = this.sets.get(issuer);
    const known = await present?.catch(() => undefined);
    if (known && this.now() - known.fetchedAtMs < maxAgeMs) return known;
    // Another request may have asked in the meantime.
    const newer = this.sets.get(issuer);
    if (newer && newer !== present) return newer;
    if (this.sets.size >= issuersMax) this.sets.clear();
    const fetching = this.fetch(issuer);
    this.sets.set(issuer, fetching);
    return fetching;
  }

  private async fetch(issuer: string): Promise<KeySet> {
    const fetchedAtMs = this.now();
    const url = new URL(`${issuer}/.well-known/jwks.json`);
    const response = await this.backends.get({ origin: url.origin }, false).request({
      method: 'GET',
      path: url.pathname,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(fetchMs),
    });
    let text = '';
    response.body.setEncoding('utf8');
    for await (const piece of response.body as AsyncIterable<string>) {
      text += piece;
      if (text.length > keySetBytesMax) throw new Error(`the keys of ${issuer} are too long`);
    }
    if (response.statusCode !== 200) throw new Error(`${url.href} answered ${response.statusCode}`);
    return { keys: readKeySet(text), fetchedAtMs };
  }
}
