import { mkdir, readdir, readFile, rename, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObservationKind, isSenderId, type BlockName, type ObservationKind } from '#libs/observations';

/** A block on disk. */
export interface StoredBlock extends BlockName {
  readonly kind: ObservationKind;
  readonly bytes: number;
  readonly writtenAtMs: number;
}

const sequenceDigits = 15;
const fileName = /^([a-z]+)-(\d{15})(\.part)?$/;

/**
 * The files of a spool: a folder per sender, in it a file per block, compressed. A file has its name only
 * when it is whole, so that a kill leaves no half a block. Nobody needs to lock the folder: senders are told
 * apart by their ids, and a block that two processes send counts once.
 */
export class BlockFiles {
  constructor(private readonly folder: string) {}

  /** @throws Error when the disk refuses. */
  async write(kind: ObservationKind, name: BlockName, content: Uint8Array): Promise<void> {
    const path = this.pathOf(kind, name);
    await mkdir(join(this.folder, name.senderId), { recursive: true, mode: 0o700 });
    try {
      await writeFile(`${path}.part`, content, { mode: 0o600 });
      await rename(`${path}.part`, path);
    } catch (error) {
      // A full disk keeps the beginning of what it refused.
      await unlink(`${path}.part`).catch(() => undefined);
      throw error;
    }
  }

  /** @throws Error when it is not there or cannot be read. */
  read(kind: ObservationKind, name: BlockName): Promise<Buffer> {
    return readFile(this.pathOf(kind, name));
  }

  /** @throws Error when it cannot be removed. */
  remove(kind: ObservationKind, name: BlockName): Promise<void> {
    return unlink(this.pathOf(kind, name));
  }

  /** Forgets a sender's folder when nothing is in it any more. */
  async removeIfEmpty(senderId: string): Promise<void> {
    await rmdir(join(this.folder, senderId)).catch(() => undefined);
  }

  /** The senders that have left something, those that began first first. */
  async senders(): Promise<string[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return (await readdir(this.folder)).filter(isSenderId).sort();
  }

  /**
   * What one of them has left, in its order; the halves of blocks that it was writing are removed. Whatever
   * else lies there is nobody's, and stays.
   */
  async blocksOf(senderId: string): Promise<StoredBlock[]> {
    const blocks: StoredBlock[] = [];
    for (const file of (await readdir(join(this.folder, senderId))).sort()) {
      const path = join(this.folder, senderId, file);
      const [, kind = '', digits = '', part] = fileName.exec(file) ?? [];
      if (!isObservationKind(kind)) continue;
      if (part !== undefined) await unlink(path).catch(() => undefined);
      else {
        // Sent meanwhile by another process, or no file.
        const found = await stat(path).catch(() => null);
        if (!found?.isFile()) continue;
        const { size, mtimeMs } = found;
        blocks.push({ kind, senderId, sequence: Number(digits), bytes: size, writtenAtMs: mtimeMs });
      }
    }
    return blocks;
  }

  private pathOf(kind: ObservationKind, { senderId, sequence }: BlockName): string {
    return join(this.folder, senderId, `${kind}-${String(sequence).padStart(sequenceDigits, '0')}`);
  }
}
