import type { Database, RootDatabase } from 'lmdb';
import type { FeedChange, StageDocument } from '#libs/snapshot-format';
import type { RefusedChange } from './local-store.js';
import { readRecord, writeRecord, type StoredDocument } from './store-record.js';
import { transact } from './transact.js';

/** What one page of the feed does to the store. */
export interface StoreBatch {
  readonly applied: readonly FeedChange[];
  readonly refused: readonly RefusedChange[];
  /** Deletions of what is still in use. */
  readonly putOff?: readonly FeedChange[];
  /**
   * The bytes of a snapshot that is in memory, for a stage whose snapshot another process has taken from disk
   * meanwhile.
   */
  readonly bodyOf?: (digest: string) => string | undefined;
}

/** The documents of one feed, as far as it was read. */
export class StoreGeneration {
  private constructor(
    readonly number: number,
    private readonly documents: Database<string, string>,
    private readonly refusals: Database<RefusedChange, string>,
    private readonly deletions: Database<FeedChange, string>,
    /** Which deleted documents still have a record, by the number of their deletion. */
    private readonly tombstones: Database<string, number>,
  ) {}

  static open(root: RootDatabase<string, string>, number: number): StoreGeneration {
    // The first has the names that earlier releases gave.
    const named = (name: string): string => (number === 0 ? name : `${name}-${number}`);
    return new StoreGeneration(
      number,
      root.openDB<string, string>({ name: named('documents'), encoding: 'string' }),
      root.openDB<RefusedChange, string>({ name: named('refused'), encoding: 'json' }),
      root.openDB<FeedChange, string>({ name: named('put-off'), encoding: 'json' }),
      root.openDB<string, number>({ name: named('tombstones'), encoding: 'string' }),
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
  put({ applied, refused, putOff = [], bodyOf }: StoreBatch): void {
    for (const change of applied) this.putIfNewer(change);
    for (const { kind, body } of applied)
      if (kind === 'stage' && body !== null) this.putMissing(body, bodyOf);
    for (const change of refused) this.refuseIfNewer(change);
    for (const change of putOff) void this.deletions.put(keyOf(change), change);
  }

  /** `put` in a transaction of its own, for a generation that nobody else knows yet. */
  async add(batch: StoreBatch): Promise<void> {
    await transact(this.documents, () => this.put(batch));
  }

  /** Within a transaction. What has no last good version here goes: only the refusal is left of it. */
  keepLastGood(before: StoreGeneration, refused: readonly RefusedChange[]): void {
    for (const change of refused) {
      const good = before.get(change.kind, change.name);
      // One less than the refused one: that may be tried again, and be taken then.
      if (good) this.overwrite({ ...good, kind: change.kind, seq: change.seq - 1 });
      else void this.documents.remove(keyOf(change));
      for (const digest of good && change.kind === 'stage' ? snapshotsNamedIn(good.body) : []) {
        const snapshot = before.get('snapshot', digest);
        if (snapshot) this.putIfNewer({ ...snapshot, kind: 'snapshot', seq: 0 });
      }
      void this.refusals.put(keyOf(change), change);
    }
  }

  /**
   * Within a transaction. Deletions before a number leave no record any more; what releases without this list
   * have deleted keeps its own until the next generation.
   */
  forgetDeletedBefore(seq: number): void {
    for (const { key: deletedAt, value: key } of this.tombstones.getRange({ end: seq })) {
      const present = this.documents.get(key);
      if (present !== undefined) {
        const record = readRecord(key, present);
        if (record.body === null && record.seq < seq) void this.documents.remove(key);
      }
      void this.tombstones.remove(deletedAt);
    }
  }

  hasDeletedBefore(seq: number): boolean {
    for (const _ of this.tombstones.getKeys({ end: seq, limit: 1 })) return true;
    return false;
  }

  /**
   * Within a transaction. Removes those of the snapshots that no stage on disk names; returns them. Without a
   * trace: they may come again.
   */
  dropUnnamedSnapshots(digests: readonly string[]): string[] {
    const named = new Set([...this.list('stage')].flatMap(({ body }) => snapshotsNamedIn(body)));
    for (const { value } of this.refusals.getRange({ start: 'stage/', end: 'stage0' })) {
      for (const digest of value.body === null ? [] : snapshotsNamedIn(value.body)) named.add(digest);
    }
    const dropped = digests.filter((digest) => !named.has(digest));
    for (const digest of dropped) void this.documents.remove(keyOf({ kind: 'snapshot', name: digest }));
    return dropped;
  }

  async drop(): Promise<void> {
    const parts = [this.documents, this.refusals, this.deletions, this.tombstones];
    await Promise.all(parts.map((part) => part.drop()));
  }

  private putMissing(stage: string, bodyOf: StoreBatch['bodyOf']): void {
    for (const digest of snapshotsNamedIn(stage)) {
      if (this.get('snapshot', digest)) continue;
      const body = bodyOf?.(digest);
      if (body !== undefined) this.overwrite({ kind: 'snapshot', name: digest, seq: 0, digest, body });
    }
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
      if (change.body === null) void this.tombstones.put(change.seq, key);
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

/** The digests in a stage document that may be of any release, or be broken. */
export function snapshotsNamedIn(stage: string): readonly string[] {
  try {
    const document = JSON.parse(stage) as Partial<StageDocument> | null;
    const named = [document?.snapshotDigest, document?.canary?.snapshotDigest];
    return named.filter((digest) => digest !== undefined);
  } catch {
    // What is no JSON names nothing.
    return [];
  }
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}
