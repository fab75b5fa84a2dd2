import type { FeedChange } from '#libs/snapshot-format';
import type { LocalStore } from './local-store.js';

/** However many may be kept, no more text than this. */
const charactersMax = 256 * 1024 * 1024;

interface Kept {
  readonly seq: number;
  readonly characters: number;
}

/**
 * The snapshots on disk: keeps the newest of those that no stage names for roll-backs. One that went is
 * fetched again when a stage comes to name it.
 */
export class KeptSnapshots {
  private readonly kept = new Map<string, Kept>();
  private characters = 0;

  constructor(
    private readonly store: LocalStore,
    /** How many of those that no stage names. */
    private readonly count: number,
  ) {}

  /** What is on disk now. */
  reload(): void {
    this.kept.clear();
    this.characters = 0;
    for (const { name, seq, body } of this.store.list('snapshot')) this.note({ name, seq, body });
  }

  /** A snapshot was put on disk, or taken from it. */
  note({ name, seq, body }: Pick<FeedChange, 'name' | 'seq' | 'body'>): void {
    this.characters -= this.kept.get(name)?.characters ?? 0;
    this.kept.delete(name);
    if (body === null) return;
    this.kept.set(name, { seq, characters: body.length });
    this.characters += body.length;
  }

  /**
   * Takes from disk what is over the bounds, the oldest first, and returns it. `namedNow`: what stages name,
   * served or refused.
   */
  async trim(namedNow: () => ReadonlySet<string>): Promise<readonly string[]> {
    if (this.kept.size <= this.count && this.characters <= charactersMax) return [];
    const named = namedNow();
    const unnamed = [...this.kept].filter(([name]) => !named.has(name)).sort(([, a], [, b]) => b.seq - a.seq);
    let left = 0;
    const over = unnamed.filter(([, kept], index) => {
      left += kept.characters;
      return index >= this.count || left > charactersMax;
    });
    if (over.length === 0) return [];
    const dropped = await this.store.dropUnnamedSnapshots(over.map(([name]) => name));
    for (const name of dropped) this.note({ name, seq: 0, body: null });
    return dropped;
  }
}
