import { crc32 } from 'node:zlib';

/**
 * One message of `application/vnd.amazon.eventstream` as InvokeWithResponseStream sends them (Amazon event
 * stream encoding).
 */
export function eventMessage(type: 'PayloadChunk' | 'InvokeComplete', payload: Uint8Array | string): Buffer {
  const contentType = type === 'PayloadChunk' ? 'application/octet-stream' : 'application/json';
  const headers = Buffer.concat([
    header(':message-type', 'event'),
    header(':event-type', type),
    header(':content-type', contentType),
  ]);
  const body = Buffer.from(payload);
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(8 + 4 + headers.length + body.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const summed = Buffer.concat([prelude, sumOf(prelude), headers, body]);
  return Buffer.concat([summed, sumOf(summed)]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([
    Buffer.of(name.length),
    Buffer.from(name),
    Buffer.of(TEXT),
    length,
    Buffer.from(value),
  ]);
}

function sumOf(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

const TEXT = 7;
