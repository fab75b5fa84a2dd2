import { crc32 } from 'node:zlib';

/** One message of an event stream. */
export interface StreamEvent {
  /** Of an event its type, such as `PayloadChunk`; of an exception its name. */
  readonly type: string;
  readonly isException: boolean;
  readonly payload: Buffer;
}

/** Lengths, then the sum over them. */
const preludeBytes = 12;
/** No message is longer (AWS SDKs refuse longer ones, too). */
const messageBytesMax = 16 * 1024 * 1024;

/**
 * Takes the messages of `application/vnd.amazon.eventstream` apart, in whatever pieces they arrive: length of
 * all and of the headers, a sum over both, headers, payload, a sum over everything (Amazon event stream
 * encoding). Throws for bytes that are none.
 */
export class EventStreamDecoder {
  private pieces: Buffer[] = [];
  private bytes = 0;
  private wanted = preludeBytes;

  /** The messages that are whole with this piece. */
  push(piece: Buffer): StreamEvent[] {
    this.pieces.push(piece);
    this.bytes += piece.length;
    const events: StreamEvent[] = [];
    // Joined only when enough is here: a message may come in very many pieces.
    while (this.bytes >= this.wanted) {
      const joined = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces, this.bytes);
      const total = checkedLength(joined);
      if (joined.length >= total) events.push(readMessage(joined.subarray(0, total)));
      const rest = joined.length >= total ? joined.subarray(total) : joined;
      this.pieces = rest.length > 0 ? [rest] : [];
      this.bytes = rest.length;
      this.wanted = joined.length >= total ? preludeBytes : total;
    }
    return events;
  }

  /** Whether the stream could end here. */
  get isBetweenMessages(): boolean {
    return this.bytes === 0;
  }
}

function checkedLength(bytes: Buffer): number {
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) throw new Error('the sum of a prelude is wrong');
  const total = bytes.readUInt32BE(0);
  const headers = bytes.readUInt32BE(4);
  if (total > messageBytesMax || headers + preludeBytes + 4 > total) throw new Error('a length is wrong');
  return total;
}

function readMessage(message: Buffer): StreamEvent {
  const end = message.length - 4;
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) {
    throw new Error('the sum of a message is wrong');
  }
  const payloadAt = preludeBytes + message.readUInt32BE(4);
  const headers = readHeaders(message.subarray(preludeBytes, payloadAt));
  const isException = headers.get(':message-type') !== 'event';
  const type = headers.get(isException ? ':exception-type' : ':event-type') ?? '';
  return { type, isException, payload: message.subarray(payloadAt, end) };
}

/** Texts alone, which is all that Lambda sends. */
function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes[at]!;
    if (bytes[nameEnd] !== TEXT || nameEnd + 3 > bytes.length) throw new Error('a header is no text');
    const valueEnd = nameEnd + 3 + bytes.readUInt16BE(nameEnd + 1);
    if (valueEnd > bytes.length) throw new Error('a header is cut off');
    headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', nameEnd + 3, valueEnd));
    at = valueEnd;
  }
  return headers;
}

const TEXT = 7;
