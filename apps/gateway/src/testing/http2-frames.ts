import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { waitFor } from '#libs/testing';
import { apiId } from './documents.js';

export const frameTypes = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const flags = { endStream: 1, ack: 1, endHeaders: 4 } as const;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

export type Field = readonly [name: string, value: string];

/** A frame of HTTP/2, whatever it holds (RFC 9113, section 4.1). */
export function frame(type: number, flag: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flag, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Header fields as they are, none indexed, none compressed (RFC 7541, section 6.2.2). */
export const encoded = (fields: readonly Field[]): Buffer =>
  Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), encodedText(name), encodedText(value)]));

function encodedText(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  return Buffer.concat([prefixed(bytes.length), bytes]);
}

function prefixed(length: number): Buffer {
  if (length < 127) return Buffer.from([length]);
  const out = [127];
  let rest = length - 127;
  for (; rest >= 128; rest >>= 7) out.push((rest & 127) | 128);
  out.push(rest);
  return Buffer.from(out);
}

/** The four pseudo headers of a request; a value of null leaves one out. */
export function requestHead(path: string, change: Readonly<Record<string, string | null>> = {}): Field[] {
  const pseudo: Record<string, string | null> = {
    ':method': 'GET',
    ':scheme': 'https',
    ':authority': `${apiId}.execute-api.localhost`,
    ':path': path,
    ...change,
  };
  return Object.entries(pseudo).flatMap(([name, value]): Field[] => (value === null ? [] : [[name, value]]));
}

/** A SETTINGS frame of numbers and values in turn. */
export function settingsFrame(settings: readonly number[]): Buffer {
  const payload = Buffer.alloc(settings.length * 3);
  settings.forEach((value, index) =>
    index % 2 === 0
      ? payload.writeUInt16BE(value, index * 3)
      : payload.writeUInt32BE(value, (index - 1) * 3 + 2),
  );
  return frame(frameTypes.settings, 0, 0, payload);
}

export const headersFrame = (stream: number, fields: readonly Field[], flag: number = 5): Buffer =>
  frame(frameTypes.headers, flag, stream, encoded(fields));

/** Hands out the frames that come, behind so many bytes of another kind. */
export function readFrames(socket: TLSSocket, onFrame: (frame: Frame) => void, skippedBytes = 0): void {
  let rest = Buffer.alloc(0);
  let skip = skippedBytes;
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    const skipped = Math.min(skip, rest.length);
    skip -= skipped;
    rest = rest.subarray(skipped);
    while (rest.length >= 9) {
      const length = rest.readUIntBE(0, 3);
      if (rest.length < 9 + length) return;
      const one = {
        type: rest.readUInt8(3),
        flags: rest.readUInt8(4),
        stream: rest.readUInt32BE(5) & 0x7fffffff,
        payload: Buffer.from(rest.subarray(9, 9 + length)),
      };
      rest = rest.subarray(9 + length);
      onFrame(one);
    }
  });
}

/** A caller that sends what it likes, and keeps the frames that come back. */
export class FrameCaller {
  readonly frames: Frame[] = [];
  closed = false;

  private constructor(readonly socket: TLSSocket) {
    socket.on('error', () => undefined);
    socket.on('close', () => (this.closed = true));
    socket.on('end', () => (this.closed = true));
    readFrames(socket, (one) => void this.frames.push(one));
  }

  /** Begins as every client does, with these settings (number and value in turn). */
  static async open(port: number, settings: readonly number[] = []): Promise<FrameCaller> {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ALPNProtocols: ['h2'],
      rejectUnauthorized: false,
    });
    await once(socket, 'secureConnect');
    const caller = new FrameCaller(socket);
    caller.send(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), settingsFrame(settings));
    return caller;
  }

  send(...frames: readonly Buffer[]): void {
    if (!this.socket.destroyed) this.socket.write(Buffer.concat(frames));
  }

  of(type: number, stream?: number): Frame[] {
    return this.frames.filter((one) => one.type === type && (stream === undefined || one.stream === stream));
  }

  /** Of the reset of a stream, or of the end of the session; null when there was neither. */
  errorCode(stream: number): number | null {
    const reset = this.of(frameTypes.reset, stream)[0];
    if (reset) return reset.payload.readUInt32BE(0);
    const goaway = this.of(frameTypes.goaway)[0];
    return goaway ? goaway.payload.readUInt32BE(4) : null;
  }

  /** What a stream has got of a body. */
  body(stream: number): string {
    return Buffer.concat(this.of(frameTypes.data, stream).map(({ payload }) => payload)).toString();
  }

  hasEnded(stream: number): boolean {
    return this.frames.some(
      (one) =>
        one.stream === stream &&
        (one.type === frameTypes.data || one.type === frameTypes.headers) &&
        (one.flags & flags.endStream) !== 0,
    );
  }

  /** Until the stream is answered or reset, or the session over. */
  async settled(stream: number): Promise<void> {
    await waitFor(() => this.hasEnded(stream) || this.errorCode(stream) !== null || this.closed, {
      describe: `stream ${stream} is over`,
    });
  }

  close(): void {
    this.socket.destroy();
  }
}
