import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeSync, openSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, so small that it can be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Writes until the system says that there is no space left, to the last byte. */
  fill(): void;
  /** Takes away what `fill` wrote. */
  free(): void;
  close(): void;
}

/** Whether this user may mount one: root on Linux, unless a container forbids it. */
export function canMountSmallDisk(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const disk = mountSmallDisk(1);
  disk?.close();
  return disk !== null;
}

/** Null when the system refuses the mount. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-small-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (status !== 0) {
    rmdirSync(folder);
    return null;
  }
  mkdirSync(join(folder, 'filler'));
  return {
    folder,
    fill: () => {
      const path = join(folder, 'filler', String(Date.now()));
      // Ever smaller pieces, until not one byte more is taken.
      for (let bytes = 1 << 20; bytes >= 1; bytes >>= 4) fillWith(path, bytes);
    },
    free: () => rmSync(join(folder, 'filler'), { recursive: true }),
    close: () => {
      // Lazily: a process that was just killed may still have a file open.
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

function fillWith(path: string, bytes: number): void {
  const file = openSync(path, 'a');
  const piece = Buffer.alloc(bytes);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
