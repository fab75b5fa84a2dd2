import { open, type Database, type RootDatabase, type RootDatabaseOptionsWithPath } from 'lmdb';
import { feedStart, type FeedChange, type FeedPosition } from '#libs/snapshot-format';
import { StoreGeneration, type StoreBatch } from './store-generation.js';
import type { StoredDocument } from './store-record.js';
import { transact } from './transact.js';

/** A change that this machine's gateways refuse, kept whole: a newer release may understand it. */
export interface RefusedChange extends FeedChange {
  readonly reason: string;
}

/**
 * Named databases in the folder: four per generation, of which few are there at a time, and the one with the
 * facts about them.
 */
const databasesMax = 64;

/**
 * The last good documents on disk. Several gateway processes of one machine may share the folder: every write
 * is one lmdb transaction that only moves forward (a document is replaced by a newer sequence number, never
 * by an older one), so it does not matter which process comes first or is killed when. Deleted documents
 * leave a mark behind for the same reason.
 *
 * Numbers of another feed cannot be compared. When the feed is to be read from its start, the documents are
 * gathered in a new generation beside the present one, which takes its place in one transaction. The other
 * processes see that with their next page.
 */
export class LocalStore {
  private constructor(
    private readonly root: RootDatabase<string, string>,
    private readonly facts: Database<number | string, string>,
    private generation: StoreGeneration,
  ) {}

  /** Until it is asked for, what this process has put a new generation in the place of. */
  private before: StoreGeneration | null = null;

  static open(folder: string): LocalStore {
    // The machine's other users have no business with what is served here. The type does not know the option.
    const root = open<string, string>({
      path: folder,
      encoding: 'string',
      maxDbs: databasesMax,
      permissionsMode: 0o600,
      // Else lmdb begins a batch of its own with each turn that writes; when it fails, nobody waits for it.
      eventTurnBatching: false,
    } as RootDatabaseOptionsWithPath);
    const facts = root.openDB<number | string, string>({ name: 'meta', encoding: 'json' });
    return new LocalStore(root, facts, StoreGeneration.open(root, Number(facts.get('generation') ?? 0)));
  }

  /** Every change up to here is in the store, applied or refused; the feed's start when the store is new. */
  position(): FeedPosition {
    const [seq, mark] = [this.facts.get('appliedSeq'), this.facts.get('mark')];
    // Written by a release that knew no marks: a number that no feed will know.
    return seq === undefined ? feedStart : { seq: Number(seq), mark: String(mark ?? '') };
  }

  /** The stored document; undefined when there is none or it was deleted. */
  get(kind: string, name: string): StoredDocument | undefined {
    return this.generation.get(kind, name);
  }

  /** All stored documents of one kind, deleted ones left out. */
  list(kind: string): Generator<StoredDocument> {
    return this.generation.list(kind);
  }

  refused(): RefusedChange[] {
    return this.generation.refused();
  }

  /** What this process reads; it stays readable until the one behind the next is in place. */
  get present(): StoreGeneration {
    return this.generation;
  }

  /** Deletions that wait until what they delete is not in use any more. */
  putOff(): FeedChange[] {
    return this.generation.putOff();
  }

  /** Another process has put a new generation in the place of the one that this process reads. */
  get isReplaced(): boolean {
    return this.generationOnDisk() !== this.generation.number;
  }

  /** Reads the generation that is in place from now on; returns the one before. */
  reopen(): StoreGeneration {
    const before = this.before ?? this.generation;
    if (this.isReplaced) this.generation = StoreGeneration.open(this.root, this.generationOnDisk());
    this.before = null;
    return before;
  }

  /**
   * Puts documents of an earlier generation in the place of those that are refused; each stage with its
   * snapshot.
   */
  async keepLastGood(before: StoreGeneration, refused: readonly RefusedChange[]): Promise<void> {
    await transact(this.root, () => {
      if (!this.isReplaced) this.generation.keepLastGood(before, refused);
    });
  }

  /**
   * Stores a page; resolves once it is committed. A page that was meant for a generation that is replaced is
   * not stored.
   */
  async commit(batch: StoreBatch, position: FeedPosition): Promise<void> {
    await transact(this.root, () => {
      if (this.isReplaced) return;
      this.generation.put(batch);
      if (position.seq > this.position().seq) this.writePosition(position);
    });
  }

  /** Forgets what was deleted before a number. */
  async forgetDeletedBefore(seq: number): Promise<void> {
    if (!this.generation.hasDeletedBefore(seq)) return;
    await transact(this.root, () => {
      if (!this.isReplaced) this.generation.forgetDeletedBefore(seq);
    });
  }

  /** Removes those of the snapshots that no stage names, whichever process has stored it; returns them. */
  async dropUnnamedSnapshots(digests: readonly string[]): Promise<readonly string[]> {
    let dropped: readonly string[] = [];
    await transact(this.root, () => {
      if (!this.isReplaced) dropped = this.generation.dropUnnamedSnapshots(digests);
    });
    return dropped;
  }

  /** A generation with nothing in it, beside the one in place. */
  async beginGeneration(): Promise<StoreGeneration> {
    let number = 0;
    await transact(this.root, () => {
      number = Number(this.facts.get('lastGeneration') ?? this.generationOnDisk()) + 1;
      void this.facts.put('lastGeneration', number);
    });
    return StoreGeneration.open(this.root, number);
  }

  /**
   * Puts a new generation in place, whole. False when another process has been first: then its one stands,
   * and this one goes.
   */
  async putInPlace(next: StoreGeneration, position: FeedPosition): Promise<boolean> {
    const before = this.generation;
    let isFirst = false;
    await transact(this.root, () => {
      isFirst = !this.isReplaced;
      if (!isFirst) return;
      void this.facts.put('generation', next.number);
      this.writePosition(position);
    });
    if (!isFirst) {
      await next.drop();
      return false;
    }
    this.generation = next;
    this.before = before;
    await this.dropOlderThan(before.number);
    return true;
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  /**
   * The generation before the one in place stays: a process that has not seen the change yet still reads keys
   * from it. All earlier ones go, with what processes that were killed had begun.
   */
  private async dropOlderThan(number: number): Promise<void> {
    const first = Number(this.facts.get('firstGeneration') ?? 0);
    for (let old = first; old < number; old++) await StoreGeneration.open(this.root, old).drop();
    await transact(this.root, () => void this.facts.put('firstGeneration', number));
  }

  private writePosition({ seq, mark }: FeedPosition): void {
    void this.facts.put('appliedSeq', seq);
    void this.facts.put('mark', mark);
  }

  private generationOnDisk(): number {
    return Number(this.facts.get('generation') ?? 0);
  }
}
