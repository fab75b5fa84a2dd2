import { strToU8, zipSync } from 'fflate';

/** Paths in an archive and the texts there. */
export type ArchiveFiles = Readonly<Record<string, string>>;

/**
 * The format's first day, in the time zone that fflate writes dates in: the same files always give the same
 * bytes.
 */
const firstDay = new Date(1980, 0, 1);

/** A ZIP archive of a few small files. */
export function zip(files: ArchiveFiles): Buffer {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: firstDay }));
}
