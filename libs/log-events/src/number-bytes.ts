/**
 * Whole numbers of up to 53 bits in as few bytes as they need: seven bits each, the low ones first, the
 * eighth says that more follow (LEB128).
 */
export function numberLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
}

/** Returns where the next byte goes. */
export function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let next = at;
  while (rest >= 0x80) {
    bytes[next++] = (rest % 0x80) + 0x80;
    rest = Math.floor(rest / 0x80);
  }
  bytes[next++] = rest;
  return next;
}

/** Small numbers of either sign as small numbers: 0, -1, 1, -2, 2, ... are 0, 1, 2, 3, 4, ... */
export function unsigned(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

export function signed(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** Reads numbers and bytes one after the other; whatever is not there makes it `broken`, once and for all. */
export class ByteReader {
  at = 0;
  broken = false;

  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** 0 when broken. */
  number(): number {
    let value = 0;
    for (let factor = 1; factor <= Number.MAX_SAFE_INTEGER; factor *= 0x80) {
      if (this.left === 0) break;
      const byte = this.bytes[this.at++]!;
      value += (byte % 0x80) * factor;
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : this.fail();
    }
    return this.fail();
  }

  /** Empty when broken. In place, not copied. */
  take(length: number): Uint8Array {
    if (length > this.left) this.fail();
    if (this.broken) return this.bytes.subarray(0, 0);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private fail(): number {
    this.broken = true;
    this.at = this.bytes.length;
    return 0;
  }
}
