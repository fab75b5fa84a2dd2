import { randomBytes } from 'node:crypto';

/** RFC 6455, 5.2; 3 to 7 and 11 to 15 are reserved. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame as it came. */
export interface Frame {
  readonly fin: boolean;
  /** The three reserved bits as one number, RSV1 the highest: 0 to 7. */
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** Unmasked. */
  readonly payload: Buffer;
}

/** A frame as it is to go out, right or wrong; what is left out is as a well-behaved client has it. */
export interface FrameOptions {
  readonly fin?: boolean;
  readonly reserved?: number;
  readonly payload?: Buffer | string;
  /** The masking key, four bytes; null sends the payload as it is, as only servers may. */
  readonly mask?: Buffer | null;
  /** Bits in which the length is written: longer than needed is an error of the sender. */
  readonly lengthBits?: 7 | 16 | 64;
  /** The length that the head claims; that of the payload when not set. */
  readonly declaredLength?: number | bigint;
}

/** The bytes of one frame. */
export function frame(opcode: number, options: FrameOptions = {}): Buffer {
  const { fin = true, reserved = 0, mask = randomBytes(4) } = options;
  const payload = Buffer.from(options.payload ?? '');
  const declared = BigInt(options.declaredLength ?? payload.length);
  const length = lengthBytes(declared, options.lengthBits ?? shortestBits(declared));
  length[0]! |= mask === null ? 0 : 0x80;
  const first = Buffer.of((fin ? 0x80 : 0) | (reserved << 4) | opcode);
  return mask === null
    ? Buffer.concat([first, length, payload])
    : Buffer.concat([first, length, mask, masked(payload, mask)]);
}

const shortestBits = (length: bigint): 7 | 16 | 64 => (length < 126n ? 7 : length < 65_536n ? 16 : 64);

/** The second byte, its mask bit not set, and what follows it of the length. */
function lengthBytes(length: bigint, bits: 7 | 16 | 64): Buffer {
  if (bits === 7) return Buffer.of(Number(length));
  if (bits === 16) {
    const bytes = Buffer.of(126, 0, 0);
    bytes.writeUInt16BE(Number(length), 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9, 127);
  bytes.writeBigUInt64BE(length, 1);
  return bytes;
}

function masked(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ mask[index % 4]!));
}

/** The payload of a close frame. */
export function closePayload(code: number, reason: Buffer | string = ''): Buffer {
  const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
  payload.writeUInt16BE(code);
  return payload;
}

/** The first frame in `bytes` and what stands behind it, or null where it is not whole yet. */
export function readFrame(bytes: Buffer): { readonly frame: Frame; readonly rest: Buffer } | null {
  if (bytes.length < 2) return null;
  const isMasked = (bytes[1]! & 0x80) !== 0;
  const short = bytes[1]! & 0x7f;
  const maskAt = short === 126 ? 4 : short === 127 ? 10 : 2;
  const payloadAt = maskAt + (isMasked ? 4 : 0);
  if (bytes.length < payloadAt) return null;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < payloadAt + length) return null;
  const payload = bytes.subarray(payloadAt, payloadAt + length);
  return {
    frame: {
      fin: (bytes[0]! & 0x80) !== 0,
      reserved: (bytes[0]! >> 4) & 7,
      opcode: bytes[0]! & 15,
      masked: isMasked,
      payload: isMasked ? masked(payload, bytes.subarray(maskAt, maskAt + 4)) : Buffer.from(payload),
    },
    rest: bytes.subarray(payloadAt + length),
  };
}
