/** Carries what is wrong with bytes from their depth to `readBytes`; is never seen outside this library. */
export class BytesProblem extends Error {}

/** A value that the bytes hold, or the first thing that is wrong with them. */
export type ReadBytes<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Reads bytes of unknown origin to their end; one byte too many is as wrong as one too few. */
export function readBytes<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): ReadBytes<T> {
  const reader = new ByteReader(bytes);
  try {
    const value = read(reader);
    if (!reader.atEnd) throw new BytesProblem('bytes follow the end');
    return { ok: true, value };
  } catch (error) {
    if (error instanceof BytesProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The other side of `ByteWriter`. Throws `BytesProblem`. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** In the one spelling that the writer has for it. */
  number(name: string, max: number = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new BytesProblem(`${name} is cut off`);
      value += (byte & 0x7f) * scale;
      if (value > max) throw new BytesProblem(`${name} is over ${max}`);
      if (byte < 0x80) {
        if (byte === 0 && scale > 1) throw new BytesProblem(`${name} is spelled too long`);
        return value;
      }
      scale *= 0x80;
      if (scale > Number.MAX_SAFE_INTEGER) throw new BytesProblem(`${name} is too long a number`);
    }
  }

  text(name: string, bytesMax: number): string {
    const length = this.number(`the length of ${name}`, bytesMax);
    const end = this.at + length;
    if (end > this.bytes.length) throw new BytesProblem(`${name} is cut off`);
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    try {
      return utf8.decode(part);
    } catch {
      throw new BytesProblem(`${name} is not UTF-8`);
    }
  }

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }
}
