import type { Shapes } from '../engine/operation.js';

/** Pieces of CBOR (RFC 8949), to be put together. */
export type CborPieces = Buffer[];

/** Adds a value by its shape: members that are absent left out, times as tag 1, doubles as such. */
export function writeCbor(shapes: Shapes, shapeName: string, value: unknown, into: CborPieces): void {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure': {
      const given = value as Readonly<Record<string, unknown>>;
      const members = shape.members.filter(({ name }) => (given[name] ?? null) !== null);
      into.push(head(5, members.length));
      for (const member of members) {
        writeText(member.wireName, into);
        writeCbor(shapes, member.shape, given[member.name], into);
      }
      return;
    }
    case 'list': {
      const items = value as readonly unknown[];
      into.push(head(4, items.length));
      for (const item of items) writeCbor(shapes, shape.member, item, into);
      return;
    }
    case 'map': {
      const entries = Object.entries(value as object);
      into.push(head(5, entries.length));
      for (const [key, entry] of entries) {
        writeText(key, into);
        writeCbor(shapes, shape.value, entry, into);
      }
      return;
    }
    case 'timestamp':
      into.push(tagTime, double((value as Date).getTime() / 1000));
      return;
    case 'blob':
      into.push(head(2, (value as Uint8Array).length), Buffer.from(value as Uint8Array));
      return;
    case 'boolean':
      into.push(value ? isTrue : isFalse);
      return;
    case 'integer':
    case 'long':
      into.push(integer(value as number));
      return;
    case 'double':
      into.push(double(value as number));
      return;
    case 'string':
      return writeText(value as string, into);
    case undefined:
      throw new Error(`${shapeName} is no shape of the service`);
  }
}

/** Adds a map of texts. */
export function writeTexts(texts: Readonly<Record<string, string>>, into: CborPieces): void {
  const entries = Object.entries(texts);
  into.push(head(5, entries.length));
  for (const text of entries.flat()) writeText(text, into);
}

const tagTime = Buffer.from([0xc1]);
const isFalse = Buffer.from([0xf4]);
const isTrue = Buffer.from([0xf5]);

function writeText(text: string, into: CborPieces): void {
  const bytes = Buffer.from(text, 'utf8');
  into.push(head(3, bytes.length), bytes);
}

const integer = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

/** Major type and argument, in as few bytes as hold it. */
function head(major: number, argument: number): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.from([first | argument]);
  if (argument < 0x100) return Buffer.from([first | 24, argument]);
  if (argument < 0x10000) return Buffer.from([first | 25, argument >> 8, argument & 0xff]);
  const isShort = argument < 0x100000000;
  const bytes = Buffer.alloc(isShort ? 5 : 9);
  bytes[0] = first | (isShort ? 26 : 27);
  if (isShort) bytes.writeUInt32BE(argument, 1);
  else bytes.writeBigUInt64BE(BigInt(argument), 1);
  return bytes;
}
