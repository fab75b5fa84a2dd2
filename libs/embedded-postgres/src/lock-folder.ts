import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.js';

/** A held lock. `release` may be called twice. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process by the file `name` in it, which holds the process's identity. Gives the
 * id of the live process that has it instead, when there is one (it may be this one). A lock whose process
 * has died is taken over.
 */
export function lockFolder(folder: string, name: string): FolderLock | { readonly heldBy: number } {
  const file = join(folder, name);
  const own = processIdentity(process.pid) ?? `${process.pid}`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (;;) {
      // Linking a finished file, rather than creating and then writing one, never shows others an empty lock.
      if (tryLink(draft, file)) return { release: () => releaseOwn(file, own) };
      const holder = read(file);
      if (holder === undefined) continue;
      const pid = Number(holder.split(' ')[0]);
      if (processIdentity(pid) === holder) return { heldBy: pid };
      removeStale(file, holder);
    }
  } finally {
    unlinkSync(draft);
  }
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Takes the file out of the way by renaming it; what was judged stale may have become another's new lock,
 * which is put back.
 */
function removeStale(file: string, judged: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== judged) tryLink(aside, file);
  unlinkSync(aside);
}

function releaseOwn(file: string, own: string): void {
  if (read(file) === own) unlinkSync(file);
}
