import { crc32, deflateRawSync } from 'node:zlib';

/** Paths in an archive and the texts there. */
export type ArchiveFiles = Readonly<Record<string, string>>;

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** 2.0: deflate. */
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATE = 8;
/** 1980-01-01, the format's first day: the same files always give the same bytes. */
const DATE = 0x21;

/** A ZIP archive (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16), for a few small files: no ZIP64. */
export function zip(files: ArchiveFiles): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const facts = factsOf(name, plain, packed);
    const local = Buffer.concat([uint32(LOCAL_HEADER), uint16(VERSION), facts, uint16(0), name, packed]);
    directory.push(
      Buffer.concat([
        uint32(DIRECTORY_HEADER),
        uint16(VERSION, VERSION),
        facts,
        // Extra field, comment, disk, internal attributes: none.
        uint16(0, 0, 0, 0),
        uint32(0, offset),
        name,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.concat([
    uint32(END_OF_DIRECTORY),
    uint16(0, 0, directory.length, directory.length),
    uint32(entries.length, offset),
    uint16(0),
  ]);
  return Buffer.concat([...parts, entries, end]);
}

/** What both headers of a file have in common. */
const factsOf = (name: Buffer, plain: Buffer, packed: Buffer): Buffer =>
  Buffer.concat([
    uint16(FLAGS, DEFLATE, 0, DATE),
    uint32(crc32(plain), packed.length, plain.length),
    uint16(name.length),
  ]);

function uint16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16LE(value, 2 * index));
  return bytes;
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
}
