import { open, type Database, type RootDatabase, type RootDatabaseOptionsWithPath } from 'lmdb';
import type { FeedChange } from '#libs/snapshot-format';
import { readRecord, writeRecord, type StoredDocument } from './store-record.js';

/** A change that this machine's gateways refuse, kept whole: a newer release may understand it. */
export interface RefusedChange extends FeedChange {
  readonly reason: string;
}

/** What one page of the feed does to the store. */
export interface StoreBatch {
  readonly applied: readonly FeedChange[];
  readonly refused: readonly RefusedChange[];
  readonly upTo: number;
}

/**
 * The last good documents on disk. Several gateway processes of one machine may share the folder: every write is one lmdb transaction
 * that only moves forward (a document is replaced by a newer sequence number, never by an older one), so it does not matter which
 * process comes first or is killed when. Deleted documents leave a mark behind for the same reason.
 */
export class LocalStore {
  private constructor(
    private readonly root: RootDatabase<string, string>,
    private readonly documents: Database<string, string>,
    private readonly refusals: Database<RefusedChange, string>,
    private readonly meta: Database<number, string>,
  ) {}

  static open(folder: string): LocalStore {
    // The machine's other users have no business with what is served here.
    const root = open<string, string>({
      path: folder,
      encoding: 'string',
      maxDbs: 4,
      permissionsMode: 0o600,
    } as RootDatabaseOptionsWithPath);
    return new LocalStore(
      root,
      root.openDB<string, string>({ name: 'documents', encoding: 'string' }),
      root.openDB<RefusedChange, string>({ name: 'refused', encoding: 'json' }),
      root.openDB<number, string>({ name: 'meta', encoding: 'json' }),
    );
  }

  /** Every change up to here is in the store, applied or refused; 0 when the store is new. */
  appliedSeq(): number {
    return this.meta.get('appliedSeq') ?? 0;
  }

  /** The stored document; undefined when there is none or it was deleted. */
  get(kind: string, name: string): StoredDocument | undefined {
    const record = this.documents.get(`${kind}/${name}`);
    const stored = record === undefined ? undefined : readRecord(name, record);
    return stored?.body === null ? undefined : (stored as StoredDocument | undefined);
  }

  /** All stored documents of one kind, deleted ones left out. */
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

  /** Stores a page; resolves once it is committed. */
  async commit(batch: StoreBatch): Promise<void> {
    await this.root.transaction(() => {
      for (const change of batch.applied) this.putIfNewer(change);
      for (const change of batch.refused) this.refuseIfNewer(change);
      if (batch.upTo > this.appliedSeq()) void this.meta.put('appliedSeq', batch.upTo);
    });
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  /** The same number again is written again: it heals a record that was damaged on disk. */
  private putIfNewer(change: FeedChange): void {
    const key = `${change.kind}/${change.name}`;
    const present = this.documents.get(key);
    if (present === undefined || readRecord(change.name, present).seq <= change.seq) {
      void this.documents.put(key, writeRecord(change));
    }
    const refusal = this.refusals.get(key);
    if (refusal && refusal.seq <= change.seq) void this.refusals.remove(key);
  }

  private refuseIfNewer(change: RefusedChange): void {
    const key = `${change.kind}/${change.name}`;
    const present = this.refusals.get(key);
    if (present === undefined || present.seq <= change.seq) void this.refusals.put(key, change);
  }
}
