import { readHead } from './read-head.js';

/** Arrays, maps and tags that a value may nest; no input of the models needs more than ten. */
const depthMax = 64;

/** A decoded value, or nothing for bytes that are no well-formed value, or one deeper than any input is. */
export type DecodedCbor = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const notWellFormed = Symbol('not well-formed');

/**
 * Reads one CBOR value (RFC 8949) as what JSON would give for it, and besides: bytes as Uint8Array, times
 * (tag 1) as Date, integers beyond what a number holds exactly as bigint. Maps have texts for keys. Never
 * throws, and makes nothing that is larger than the bytes can fill, whatever lengths they announce. Of tags
 * only times are known, since no input has others. (The SDK's own reader trusts whoever wrote the bytes.)
 */
export function decodeCbor(bytes: Uint8Array): DecodedCbor {
  const reader: Reader = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    at: 0,
  };
  const value = readItem(reader, depthMax);
  return value === notWellFormed || reader.at !== bytes.length ? { ok: false } : { ok: true, value };
}

/** Where reading has come to. */
interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const breakByte = 0xff;

function readItem(reader: Reader, depth: number): unknown {
  const head = readHead(reader.view, reader.at);
  if (!head || depth < 0) return notWellFormed;
  reader.at += head.bytes;
  const { major, argument } = head;
  switch (major) {
    case 0:
      return argument ?? notWellFormed;
    case 1:
      return negative(argument);
    case 2:
      return readChunks(reader, 2, argument) ?? notWellFormed;
    case 3:
      return textOf(readChunks(reader, 3, argument));
    case 4:
      return readArray(reader, argument, depth);
    case 5:
      return readMap(reader, argument, depth);
    case 6:
      return argument === 1 ? timeOf(readItem(reader, depth - 1)) : notWellFormed;
    default:
      return head.simple;
  }
}

function negative(argument: number | bigint | null): unknown {
  if (argument === null) return notWellFormed;
  return typeof argument === 'number' && argument < Number.MAX_SAFE_INTEGER
    ? -1 - argument
    : -1n - BigInt(argument);
}

/** The bytes of a byte or text string; of one without a length, the pieces together. */
function readChunks(reader: Reader, major: 2 | 3, length: number | bigint | null): Uint8Array | null {
  if (length !== null) return takeBytes(reader, length);
  const chunks: Uint8Array[] = [];
  while (reader.bytes[reader.at] !== breakByte) {
    const head = readHead(reader.view, reader.at);
    if (head?.major !== major || head.argument === null) return null;
    reader.at += head.bytes;
    const chunk = takeBytes(reader, head.argument);
    if (!chunk) return null;
    chunks.push(chunk);
  }
  reader.at += 1;
  return new Uint8Array(Buffer.concat(chunks));
}

function takeBytes(reader: Reader, length: number | bigint): Uint8Array | null {
  if (typeof length === 'bigint' || length > reader.bytes.length - reader.at) return null;
  const start = reader.at;
  reader.at += length;
  return reader.bytes.slice(start, reader.at);
}

function textOf(bytes: Uint8Array | null): unknown {
  try {
    return bytes === null ? notWellFormed : utf8.decode(bytes);
  } catch {
    return notWellFormed;
  }
}

/** Whether another item follows, of so many or up to a break; steps over the break. */
function hasMore(reader: Reader, length: number | bigint | null, read: number): boolean {
  if (length !== null) return read < length;
  if (reader.bytes[reader.at] !== breakByte) return true;
  reader.at += 1;
  return false;
}

function readArray(reader: Reader, length: number | bigint | null, depth: number): unknown {
  const items: unknown[] = [];
  while (hasMore(reader, length, items.length)) {
    const item = readItem(reader, depth - 1);
    if (item === notWellFormed) return notWellFormed;
    items.push(item);
  }
  return items;
}

function readMap(reader: Reader, length: number | bigint | null, depth: number): unknown {
  // Without a prototype, a key such as `__proto__` or `constructor` is an entry like any other.
  const entries = Object.create(null) as Record<string, unknown>;
  for (let read = 0; hasMore(reader, length, read); read += 1) {
    const key = readItem(reader, depth - 1);
    const value = typeof key === 'string' ? readItem(reader, depth - 1) : notWellFormed;
    if (value === notWellFormed) return notWellFormed;
    entries[key as string] = value;
  }
  return entries;
}

const timeOf = (seconds: unknown): unknown => {
  const time = typeof seconds === 'number' ? new Date(Math.round(seconds * 1000)) : null;
  return time === null || Number.isNaN(time.getTime()) ? notWellFormed : time;
};
