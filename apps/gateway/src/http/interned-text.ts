/** Longer ones are not kept: a text must be worth comparing with, and the table small. */
const longest = 64;
const slots = 256;

interface Kept<Known> {
  readonly text: string;
  /** The same as bytes: a loop over these is faster than one over a text. */
  readonly bytes: Uint8Array;
  readonly known: Known;
}

/**
 * Short texts that come again and again, such as the names and many values of headers, and what was made of
 * them: comparing a few characters costs a tenth of making a text out of bytes, or of looking up its lower
 * case. Holds at most 256 of 64 characters each; newer ones take the place of older.
 */
export class InternedText<Known> {
  private readonly table = new Array<Kept<Known> | undefined>(slots).fill(undefined);

  /** `make` gets the bytes as Latin-1 and must depend on nothing else. */
  constructor(private readonly make: (text: string) => Known) {}

  /** What was or is made of these bytes. */
  of(bytes: Buffer): Known {
    const { length } = bytes;
    if (length === 0 || length > longest) return this.make(bytes.toString('latin1'));
    const slot = slotOf(length, bytes[0]!, bytes[length >> 1]!, bytes[length - 1]!);
    const kept = this.table[slot];
    if (kept !== undefined && areSame(bytes, kept.bytes)) return kept.known;
    return this.keep(slot, bytes.toString('latin1'));
  }

  /** The same for a text that is one already. */
  ofText(text: string): Known {
    const { length } = text;
    if (length === 0 || length > longest) return this.make(text);
    const slot = slotOf(
      length,
      text.charCodeAt(0),
      text.charCodeAt(length >> 1),
      text.charCodeAt(length - 1),
    );
    const kept = this.table[slot];
    return kept !== undefined && kept.text === text ? kept.known : this.keep(slot, text);
  }

  private keep(slot: number, received: string): Known {
    const text = asPropertyName(received);
    const known = this.make(text);
    this.table[slot] = { text, bytes: Uint8Array.from(Buffer.from(text, 'latin1')), known };
    return known;
  }
}

/**
 * The engine's one copy of a text. Who looks a name up in an object pays for its hash and a search for that
 * copy with any other.
 */
function asPropertyName(text: string): string {
  return Object.keys({ [text]: true })[0]!;
}

function slotOf(length: number, first: number, middle: number, last: number): number {
  return (length * 37 + first * 11 + middle * 17 + last * 7) & (slots - 1);
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  const { length } = a;
  if (length !== b.length) return false;
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return false;
  return true;
}
