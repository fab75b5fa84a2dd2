const opcodes = { text: 1, continuation: 0, binary: 2 } as const;
const finBit = 0x80;
/** Longer ones have their length in two bytes more, or in eight. */
const shortMax = 125;
const mediumMax = 65_535;

export interface FrameOptions {
  readonly kind: keyof typeof opcodes;
  /** It ends its message. */
  readonly fin: boolean;
}

/**
 * A data frame of a server, unmasked (RFC 6455, section 5.2), in one piece: the library makes two, head and
 * payload, and each is a write of its own.
 */
export function dataFrame(data: string | Buffer, { kind, fin }: FrameOptions): Buffer {
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
  const headBytes = bytes <= shortMax ? 2 : bytes <= mediumMax ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + bytes);
  frame[0] = (fin ? finBit : 0) | opcodes[kind];
  if (headBytes === 2) frame[1] = bytes;
  else if (headBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(bytes, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(bytes), 2);
  }
  if (typeof data === 'string') frame.write(data, headBytes);
  else data.copy(frame, headBytes);
  return frame;
}
