import type { Database, RootDatabase } from 'lmdb';
import type { FeedChange, StageDocument } from '#libs/snapshot-format';
import type { RefusedChange } from './local-store.js';
import { readRecord, writeRecord, type StoredDocument } from './store-record.js';

/** What one page of the feed does to the store. */
export interface StoreBatch {
  readonly applied: readonly FeedChange[];
  readonly refused: readonly RefusedChange[];
  /** Deletions of what is still in use. */
  readonly putOff?: readonly FeedChange[];
}

/** The documents of one feed, as far as it was read. */
export class StoreGeneration {
  private constructor(
    readonly number: number,
    private readonly documents: Database<string, string>,
    private readonly refusals: Database<RefusedChange, string>,
    private readonly deletions: Database<FeedChange, string>,
  ) {}

  static open(root: RootDatabase<string, string>, number: number): StoreGeneration {
    // The first has the names that earlier releases gave.
    const named = (name: string): string => (number === 0 ? name : `${name}-${number}`);
    return new StoreGeneration(
      number,
      root.openDB<string, string>({ name: named('documents'), encoding: 'string' }),
      root.openDB<RefusedChange, string>({ name: named('refused'), encoding: 'json' }),
      root.openDB<FeedChange, string>({ name: named('put-off'), encoding: 'json' }),
    );
  }

  get(kind: string, name: string): StoredDocument | undefined {
    const record = this.documents.get(`${kind}/${name}`);
    const stored = record === undefined ? undefined : readRecord(name, record);
    return stored?.body === null ? undefined : (stored as StoredDocument | undefined);
  }

  *list(kind: string): Generator<StoredDocument> {
    // '0' follows '/' in the order of keys, so the range is exactly the kind's names.
    for (const { key, value } of this.documents.getRange({ start: `${kind}/`, end: `${kind}0` })) {
      const stored = readRecord(key.slice(kind.length + 1), value);
      if (stored.body !== null) yield stored as StoredDocument;
    }
  }

  refused(): RefusedChange[] {
    return [...this.refusals.getRange()].map(({ value }) => value);
  }

  putOff(): FeedChange[] {
    return [...this.deletions.getRange()].map(({ value }) => value);
  }

  /** Within a transaction. */
  put({ applied, refused, putOff = [] }: StoreBatch): void {
    for (const change of applied) this.putIfNewer(change);
    for (const change of refused) this.refuseIfNewer(change);
    for (const change of putOff) void this.deletions.put(keyOf(change), change);
  }

  /** `put` in a transaction of its own, for a generation that nobody else knows yet. */
  async add(batch: StoreBatch): Promise<void> {
    await this.documents.transaction(() => this.put(batch));
  }

  /** Within a transaction. What has no last good version here goes: only the refusal is left of it. */
  keepLastGood(before: StoreGeneration, refused: readonly RefusedChange[]): void {
    for (const change of refused) {
      const good = before.get(change.kind, change.name);
      // One less than the refused one: that may be tried again, and be taken then.
      if (good) this.overwrite({ ...good, kind: change.kind, seq: change.seq - 1 });
      else void this.documents.remove(keyOf(change));
      const digest = good && change.kind === 'stage' ? snapshotOf(good.body) : null;
      const snapshot = digest === null ? undefined : before.get('snapshot', digest);
      if (snapshot) this.putIfNewer({ ...snapshot, kind: 'snapshot', seq: 0 });
      void this.refusals.put(keyOf(change), change);
    }
  }

  async drop(): Promise<void> {
    await Promise.all([this.documents.drop(), this.refusals.drop(), this.deletions.drop()]);
  }

  private overwrite(change: FeedChange): void {
    void this.documents.put(keyOf(change), writeRecord(change));
  }

  /** The same number again is written again: it heals a record that was damaged on disk. */
  private putIfNewer(change: FeedChange): void {
    const key = keyOf(change);
    const present = this.documents.get(key);
    if (present === undefined || readRecord(change.name, present).seq <= change.seq) {
      void this.documents.put(key, writeRecord(change));
    }
    const refusal = this.refusals.get(key);
    if (refusal && refusal.seq <= change.seq) void this.refusals.remove(key);
    const deletion = this.deletions.get(key);
    if (deletion && deletion.seq <= change.seq) void this.deletions.remove(key);
  }

  private refuseIfNewer(change: RefusedChange): void {
    const key = keyOf(change);
    const present = this.refusals.get(key);
    if (present === undefined || present.seq <= change.seq) void this.refusals.put(key, change);
  }
}

function snapshotOf(stage: string): string {
  return (JSON.parse(stage) as StageDocument).snapshotDigest;
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}
