import { crc32, inflateRawSync } from 'node:zlib';
import { zip } from './zip.js';

/**
 * Reads an archive as unpackers do: from its end to its directory, and from there to the files. Checks what
 * they check.
 */
function unzip(archive: Buffer): Record<string, string> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  expect(at + archive.readUInt32LE(end + 12)).toBe(end);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    // Version, flags, method, time, sums and lengths stand in both headers.
    expect(archive.subarray(local + 4, local + 28)).toEqual(archive.subarray(at + 6, at + 30));
    expect(archive.subarray(local + 30, local + 30 + nameLength)).toEqual(name);
    const start = local + 30 + nameLength;
    const bytes = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    expect([crc32(bytes), bytes.length]).toEqual([
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 24),
    ]);
    files[name.toString()] = bytes.toString();
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

test('what was written is read again by its directory, sums and all', () => {
  const files = { 'folder/a.txt': 'text', 'ü.js': 'x'.repeat(100_000), empty: '' };
  expect(unzip(zip(files))).toEqual(files);
});

test('the same files always give the same bytes', () => {
  expect(zip({ a: 'b' }).equals(zip({ a: 'b' }))).toBe(true);
});
