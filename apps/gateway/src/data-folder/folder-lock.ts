import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code.js';

/** Held until released or until the process is gone. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder for this process alone. A lock whose process has ended, however it ended, is taken over. The
 * holder is known by process id and start time, because process ids come again (in a container the first one
 * always does). Processes that do not share a process table cannot be distinguished; the control plane fences
 * those off by their incarnation.
 *
 * @throws Error when a living process holds the folder.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'lock');
  const mine = `${process.pid} ${startOf(process.pid) ?? 'unknown'} ${randomUUID()}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(path, mine)) {
      return {
        release: () => {
          if (read(path) === mine) unlinkSync(path);
        },
      };
    }
    const holder = read(path);
    if (holder === null) continue;
    const [pid = '', start = ''] = holder.split(' ');
    if (isAlive(Number(pid), start)) throw new Error(`process ${pid} is using ${folder}`);
    removeStale(path, holder);
  }
  throw new Error(`another process is taking ${folder}`);
}

function create(path: string, content: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, content);
    closeSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Renamed before it is removed: of two processes that find the same stale lock, the second must not remove
 * the first one's new lock.
 */
function removeStale(path: string, holder: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') === holder) unlinkSync(aside);
    else renameSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    // EPERM: it lives, under another user.
    if (errorCode(error) !== 'EPERM') throw error;
  }
  const now = startOf(pid);
  return now === null || now === start;
}

/** When the process started, in ticks since boot (proc(5), stat field 22); null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return null;
    throw error;
  }
}
