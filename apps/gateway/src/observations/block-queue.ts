import type { BlockName } from '#libs/observations';

/** A block that waits to be sent. */
export interface QueuedBlock extends BlockName {
  /** What it takes of the disk, or of memory. */
  readonly bytes: number;
  readonly writtenAtMs: number;
  /** Compressed, where the disk did not take it; null: it is in its file. */
  readonly content: Buffer | null;
}

/**
 * The blocks of one kind that wait, of this process and of earlier ones. Both are sent in their order, in
 * turn: what is left of a long outage does not hold up what happens now.
 */
export class BlockQueue {
  private readonly earlier: QueuedBlock[] = [];
  private readonly own: QueuedBlock[] = [];
  private ownIsNext = true;
  bytesOnDisk = 0;
  bytesInMemory = 0;

  get length(): number {
    return this.earlier.length + this.own.length;
  }

  add(block: QueuedBlock): void {
    this.own.push(block);
    this.count(block, 1);
  }

  /** A block of an earlier process; its senders come in their order. */
  addEarlier(block: QueuedBlock): void {
    this.earlier.push(block);
    this.count(block, 1);
  }

  /** Takes out the next one to send. */
  next(): QueuedBlock | undefined {
    const fromOwn = this.own.length > 0 && (this.ownIsNext || this.earlier.length === 0);
    this.ownIsNext = !fromOwn;
    return this.takeOut(fromOwn ? this.own.shift() : this.earlier.shift());
  }

  /** Takes out the oldest one on disk, to make room. */
  oldestOnDisk(): QueuedBlock | undefined {
    if (this.earlier.length > 0) return this.takeOut(this.earlier.shift());
    const at = this.own.findIndex(({ content }) => content === null);
    return at === -1 ? undefined : this.takeOut(this.own.splice(at, 1)[0]);
  }

  private takeOut(block: QueuedBlock | undefined): QueuedBlock | undefined {
    if (block) this.count(block, -1);
    return block;
  }

  private count({ bytes, content }: QueuedBlock, sign: 1 | -1): void {
    if (content === null) this.bytesOnDisk += sign * bytes;
    else this.bytesInMemory += sign * bytes;
  }
}
