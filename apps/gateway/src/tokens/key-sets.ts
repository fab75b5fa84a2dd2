import { unquotedMessage, type Logger } from '#libs/telemetry';
import type { FetchKeySet } from './fetch-key-set.js';
import type { KeySetFiles } from './key-set-files.js';
import { readKeySet, type IssuerKey, type KeySet } from './read-key-set.js';
import type { TokenIssuer } from './token-issuer.js';

/** Ahead of time and in the background: who signs with a new key publishes it some time before. */
const refreshAfterMs = 15 * 60_000;
const lookEveryMs = 60_000;
/** Sets that no request has needed for so long are no longer refreshed. */
const inUseMs = 24 * 3_600_000;
/** Tokens with invented key ids must not make the gateway ask the issuer for each. */
const askAgainMs = 5_000;
const issuersMax = 1_000;

/** A key, and the set that it is of. Without a key: the issuer has none of that id. */
export type FoundKey =
  | { readonly ok: true; readonly key: IssuerKey | null; readonly set: KeySet }
  | { readonly ok: false; readonly reason: string };

interface Kept {
  issuer: TokenIssuer;
  set: KeySet | null;
  text: string | null;
  /** When its issuer was asked last, with what became of it. */
  askedAtMs: number;
  failure: string | null;
  usedAtMs: number;
  asking: Promise<void> | null;
  /** What was kept on disk is read once, before the issuer is asked for the first time. */
  restoring: Promise<void> | null;
}

export interface KeySetsOptions {
  readonly fetch: FetchKeySet;
  readonly files: KeySetFiles;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  readonly nowMs?: () => number;
}

/**
 * The published keys of token issuers, kept in memory and on disk. A set stays in use while its issuer cannot
 * be asked, however long: the caller with a good token is not to blame.
 */
export class KeySets {
  private readonly sets = new Map<string, Kept>();
  private readonly looking: NodeJS.Timeout;
  private readonly nowMs: () => number;

  constructor(private readonly options: KeySetsOptions) {
    this.nowMs = options.nowMs ?? Date.now;
    this.looking = setInterval(() => void this.refreshDue(), lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.looking);
  }

  /** The set that is in use; null before the first was had. */
  current(issuerId: string): KeySet | null {
    return this.sets.get(issuerId)?.set ?? null;
  }

  /** The issuer's key of this id. At once, unless the issuer or the disk must be asked. Never rejects. */
  find(issuer: TokenIssuer, keyId: string): FoundKey | Promise<FoundKey> {
    const kept = this.sets.get(issuer.id) ?? this.add(issuer);
    const nowMs = this.nowMs();
    kept.usedAtMs = nowMs;
    const key = kept.set?.keys.get(keyId);
    if (key) return { ok: true, key, set: kept.set! };
    if (kept.restoring === null) return this.findFirst(kept, keyId);
    if (kept.asking === null && nowMs - kept.askedAtMs < askAgainMs) return answer(kept, keyId);
    return this.ask(kept).then(() => answer(kept, keyId));
  }

  /** What is on disk is good enough for the first token; the issuer is asked meanwhile. */
  private async findFirst(kept: Kept, keyId: string): Promise<FoundKey> {
    await (kept.restoring = this.restore(kept));
    const asked = this.ask(kept);
    if (kept.set?.keys.has(keyId) !== true) await asked;
    return answer(kept, keyId);
  }

  private async restore(kept: Kept): Promise<void> {
    const text = await this.options.files.read(kept.issuer.id);
    try {
      if (text !== null) take(kept, text);
    } catch {
      // Damaged: as if it were not there.
    }
  }

  /** Asks the issuers anew whose sets are in use and were had some time ago. */
  async refreshDue(): Promise<void> {
    const nowMs = this.nowMs();
    for (const kept of this.sets.values()) {
      const afterMs = kept.failure === null ? refreshAfterMs : lookEveryMs;
      if (nowMs - kept.usedAtMs < inUseMs && nowMs - kept.askedAtMs >= afterMs) await this.ask(kept);
    }
  }

  private add(issuer: TokenIssuer): Kept {
    if (this.sets.size >= issuersMax) this.dropLeastUsed();
    const kept: Kept = {
      issuer,
      set: null,
      text: null,
      askedAtMs: -Infinity,
      failure: null,
      usedAtMs: 0,
      asking: null,
      restoring: null,
    };
    this.sets.set(issuer.id, kept);
    return kept;
  }

  private dropLeastUsed(): void {
    const [oldest] = [...this.sets.values()].sort((a, b) => a.usedAtMs - b.usedAtMs);
    if (oldest) this.sets.delete(oldest.issuer.id);
  }

  /** One question at a time for each issuer. */
  private ask(kept: Kept): Promise<void> {
    return (kept.asking ??= this.load(kept).finally(() => (kept.asking = null)));
  }

  private async load(kept: Kept): Promise<void> {
    const { fetch, files, log } = this.options;
    const { issuer } = kept;
    try {
      await kept.restoring;
      const text = await fetch(issuer);
      const isNew = take(kept, text);
      if (kept.failure !== null)
        log.info('the keys of a token issuer can be had again', { issuer: issuer.id });
      kept.failure = null;
      if (isNew) await files.write(issuer.id, text).catch((error: unknown) => this.notKept(issuer, error));
    } catch (error) {
      const reason = unquotedMessage(error);
      if (kept.failure === null) {
        const what = { issuer: issuer.id, reason, keysInUse: kept.set?.keys.size ?? 0 };
        log.warn('the keys of a token issuer cannot be had', what);
      }
      kept.failure = reason;
    }
    kept.askedAtMs = this.nowMs();
  }

  private notKept({ id }: TokenIssuer, error: unknown): void {
    this.options.log.warn('the keys of a token issuer cannot be kept on disk', { issuer: id, error });
  }
}

/** Whether the set is another than before. @throws Error for what is no key set. */
function take(kept: Kept, text: string): boolean {
  if (kept.text === text) return false;
  const set = readKeySet(text);
  // An issuer in trouble must not take away the keys that are good.
  if (set.keys.size === 0) throw new Error('there is no key in it that can be used');
  kept.set = set;
  kept.text = text;
  return true;
}

function answer({ set, failure, issuer }: Kept, keyId: string): FoundKey {
  if (set !== null) return { ok: true, key: set.keys.get(keyId) ?? null, set };
  return { ok: false, reason: `the keys of ${issuer.id} cannot be had: ${failure}` };
}
