import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { blockBytesMax, observationKinds, type BlockName, type ObservationKind } from '#libs/observations';
import type { Logger } from '#libs/telemetry';
import type { Observations } from '../observability/observations.js';
import type { BlockFiles } from './block-files.js';
import { BlockQueue, type QueuedBlock } from './block-queue.js';
import { errorCode } from '../data-folder/error-code.js';

export interface SpoolOptions {
  readonly files: BlockFiles;
  /** This process's. */
  readonly senderId: string;
  /** What the files of one kind may take. */
  readonly bytesMax: number;
  /** What may wait in memory: for the disk, or because the disk refuses. */
  readonly memoryBytesMax?: number;
  readonly log: Logger;
  readonly nowMs?: () => number;
  readonly compress?: (block: Uint8Array) => Promise<Buffer>;
}

/** What became of the blocks of one kind. */
export interface SpoolCounts {
  handed: number;
  sent: number;
  /** For want of room, because the disk lost them, or because they could not be compressed. */
  dropped: number;
  /** By the control plane, for good. */
  refused: number;
}

/**
 * Of one kind: the blocks that wait for the control plane with what they take, and what became of the others.
 */
export interface SpoolStatus extends Readonly<SpoolCounts> {
  /** Not on disk yet. */
  readonly writing: number;
  readonly waiting: number;
  readonly bytesOnDisk: number;
  readonly bytesInMemory: number;
}

/** A block that is not on its way to the disk any more, with what is sent. */
export interface BlockToSend {
  readonly name: BlockName;
  /** When it was handed in. */
  readonly handedAtMs: number;
  /** Compressed with gzip. */
  readonly content: Buffer;
}

interface HandedBlock {
  readonly kind: ObservationKind;
  readonly sequence: number;
  readonly handedAtMs: number;
  readonly block: Uint8Array;
}

/** A file takes whole pages of a disk, however little is in it. */
const pageBytes = 4096;
const diskRetryMs = 1000;
/** The control plane knows for 30 days which blocks it has had; none that is nearly as old is sent. */
const keptMs = 7 * 86_400_000;
const gzipped = promisify(gzip);
const fastGzip = (block: Uint8Array): Promise<Buffer> => gzipped(block, { level: constants.Z_BEST_SPEED });

/**
 * Blocks on their way to the control plane. Each is compressed and written to a file, one after the other,
 * while nobody waits; the files of a kind are bounded, and the oldest gives way. What the disk refuses is
 * kept in memory, bounded too; what has no place there is dropped. Every block has its number before its fate
 * is decided, so that the control plane sees by the gaps how many are missing.
 */
export class Spool implements Observations {
  readonly counts = mapKinds<SpoolCounts>(() => ({ handed: 0, sent: 0, dropped: 0, refused: 0 }));
  /** Called when there is something to send of a kind. */
  onQueued: (kind: ObservationKind) => void = () => undefined;
  private readonly queues = mapKinds(() => new BlockQueue());
  private readonly toWrite: HandedBlock[] = [];
  private bytesToWrite = 0;
  private writing: Promise<void> | null = null;
  private diskRetryAtMs = 0;
  private troubled = false;
  private closed = false;
  private readonly forgetting = new Set<Promise<void>>();
  private readonly nowMs: () => number;
  private readonly compress: (block: Uint8Array) => Promise<Buffer>;

  constructor(private readonly options: SpoolOptions) {
    this.nowMs = options.nowMs ?? Date.now;
    this.compress = options.compress ?? fastGzip;
  }

  hand(kind: ObservationKind, block: Uint8Array): void {
    const counts = this.counts[kind];
    const sequence = ++counts.handed;
    const { memoryBytesMax = 16 << 20 } = this.options;
    const full = this.bytesInMemory + block.length > memoryBytesMax;
    if (full || this.closed || block.length > blockBytesMax) {
      counts.dropped += 1;
      return;
    }
    this.toWrite.push({ kind, sequence, handedAtMs: this.nowMs(), block });
    this.bytesToWrite += block.length;
    this.writing ??= this.writeAll();
  }

  /** Finds what earlier processes have left. */
  async recover(): Promise<void> {
    const { files, senderId: own, log } = this.options;
    const unreadable = (error: unknown) =>
      log.error('what an earlier process left of logs and metrics cannot be read', { error });
    const senders = await files.senders().catch(unreadable);
    for (const senderId of senders ?? []) {
      if (senderId === own) continue;
      const blocks = await files.blocksOf(senderId).catch(unreadable);
      for (const { kind, ...block } of blocks ?? []) {
        this.queues[kind].addEarlier({ ...block, bytes: pagesOf(block.bytes), content: null });
        this.makeRoom(kind);
        this.onQueued(kind);
      }
      await files.removeIfEmpty(senderId);
    }
  }

  /** Takes out the next block to send; undefined when none waits. `end` must be called for it. */
  async next(kind: ObservationKind): Promise<BlockToSend | undefined> {
    for (let block; (block = this.queues[kind].next()) !== undefined;) {
      if (this.nowMs() - block.writtenAtMs <= keptMs) {
        const content = await this.contentOf(kind, block);
        const { senderId, sequence, writtenAtMs: handedAtMs } = block;
        if (content) return { name: { senderId, sequence }, handedAtMs, content };
      }
      this.end(kind, block, 'dropped');
    }
    return undefined;
  }

  /** Says what became of a block that was taken out. */
  end(kind: ObservationKind, name: BlockName, outcome: 'sent' | 'refused' | 'dropped'): void {
    this.counts[kind][outcome] += 1;
    const forgotten = this.forget(kind, name).finally(() => this.forgetting.delete(forgotten));
    this.forgetting.add(forgotten);
  }

  /** Resolves when what was handed in is on disk, or in memory where the disk refuses. */
  async idle(): Promise<void> {
    await this.writing;
    await Promise.all(this.forgetting);
  }

  /** Takes no more, and is idle then. */
  close(): Promise<void> {
    this.closed = true;
    return this.idle();
  }

  status(kind: ObservationKind): SpoolStatus {
    const { length, bytesOnDisk, bytesInMemory } = this.queues[kind];
    const writing = this.toWrite.filter((handed) => handed.kind === kind).length;
    return { writing, waiting: length, bytesOnDisk, bytesInMemory, ...this.counts[kind] };
  }

  private get bytesInMemory(): number {
    return observationKinds.reduce((sum, kind) => sum + this.queues[kind].bytesInMemory, this.bytesToWrite);
  }

  private async writeAll(): Promise<void> {
    for (let handed; (handed = this.toWrite[0]) !== undefined;) {
      await this.write(handed).catch((error: unknown) => this.drop(handed, error));
      this.toWrite.shift();
      this.bytesToWrite -= handed.block.length;
      this.makeRoom(handed.kind);
      this.onQueued(handed.kind);
    }
    this.writing = null;
  }

  private async write({ kind, sequence, handedAtMs, block }: HandedBlock): Promise<void> {
    const { senderId } = this.options;
    const content = await this.compress(block);
    const written = { senderId, sequence, writtenAtMs: handedAtMs };
    const onDisk = await this.writeToDisk(kind, written, content);
    this.queues[kind].add(
      onDisk
        ? { ...written, bytes: pagesOf(content.length), content: null }
        : { ...written, bytes: content.length, content },
    );
  }

  /** One that cannot be written (zlib has no memory, say) keeps none behind it from being written. */
  private drop({ kind }: HandedBlock, error: unknown): void {
    this.counts[kind].dropped += 1;
    this.options.log.error('a block of logs or metrics cannot be compressed and is dropped', { error, kind });
  }

  /** False when the disk refuses; it is then left alone for a while. */
  private async writeToDisk(kind: ObservationKind, name: BlockName, content: Buffer): Promise<boolean> {
    const { files, log } = this.options;
    if (this.nowMs() < this.diskRetryAtMs) return false;
    try {
      await files.write(kind, name, content);
      if (this.troubled) log.info('logs and metrics are written to disk again');
      this.troubled = false;
      return true;
    } catch (error) {
      if (!this.troubled)
        log.error('logs and metrics cannot be written to disk: they are kept in memory until they are sent', {
          error,
        });
      this.troubled = true;
      this.diskRetryAtMs = this.nowMs() + diskRetryMs;
      return false;
    }
  }

  private makeRoom(kind: ObservationKind): void {
    const queue = this.queues[kind];
    while (queue.bytesOnDisk > this.options.bytesMax) {
      const oldest = queue.oldestOnDisk();
      if (!oldest) return;
      this.end(kind, oldest, 'dropped');
    }
  }

  private async contentOf(kind: ObservationKind, block: QueuedBlock): Promise<Buffer | null> {
    if (block.content !== null) return block.content;
    try {
      return await this.options.files.read(kind, block);
    } catch (error) {
      this.options.log.error('a block of logs or metrics cannot be read and is dropped', { error, kind });
      return null;
    }
  }

  private async forget(kind: ObservationKind, name: BlockName): Promise<void> {
    const { files, senderId, log } = this.options;
    try {
      await files.remove(kind, name);
    } catch (error) {
      // Never on disk, or taken away by somebody.
      if (errorCode(error) !== 'ENOENT') log.warn('a block that was sent cannot be removed', { error });
    }
    if (name.senderId !== senderId) await files.removeIfEmpty(name.senderId);
  }
}

const pagesOf = (bytes: number): number => Math.ceil(bytes / pageBytes) * pageBytes;

function mapKinds<T>(make: () => T): Record<ObservationKind, T> {
  return Object.fromEntries(observationKinds.map((kind) => [kind, make()])) as Record<ObservationKind, T>;
}
