import { mkdir } from 'node:fs/promises';
import { lockFolder, type FolderLock } from '#libs/embedded-postgres';
import { LaunchError } from './launch-error.js';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOTDIR: 'it or a part of its path is not a folder',
  EEXIST: 'it is not a folder',
};

/**
 * Makes the folder when missing and takes it for this launcher; throws `LaunchError` when it cannot be
 * written or another has it.
 */
export async function openDataFolder(dataDir: string): Promise<FolderLock> {
  const lock = await claim(dataDir);
  if ('heldBy' in lock) {
    throw new LaunchError(
      `the data folder ${dataDir} is in use by another tollgate (process ${lock.heldBy}); set TOLLGATE_DATA_DIR to another folder`,
    );
  }
  return lock;
}

async function claim(dataDir: string): Promise<FolderLock | { readonly heldBy: number }> {
  try {
    await mkdir(dataDir, { recursive: true });
    // Writes to the folder, so it is also the proof that the folder can be written.
    return lockFolder(dataDir, 'launcher');
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new LaunchError(`the data folder ${dataDir} cannot be used: ${reasons[code] ?? message}`, {
      cause,
    });
  }
}
