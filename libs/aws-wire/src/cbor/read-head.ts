/** The head of a CBOR item (RFC 8949 section 3). */
export interface Head {
  readonly major: number;
  /** A length, a count, a tag or an integer; null for a length that is told by a break. */
  readonly argument: number | bigint | null;
  /** Of major type 7: the value. Null stands for undefined too. */
  readonly simple?: unknown;
  /** How long the head is. */
  readonly bytes: number;
}

const simpleValues = new Map<number, unknown>([
  [20, false],
  [21, true],
  [22, null],
  [23, null],
]);

/** The head at a place; null where it is cut off, or none that data has. */
export function readHead(view: DataView, at: number): Head | null {
  if (at >= view.byteLength) return null;
  const first = view.getUint8(at);
  const major = first >> 5;
  const minor = first & 31;
  const bytes = 1 + (minor < 24 || minor === 31 ? 0 : minor <= 27 ? 2 ** (minor - 24) : Infinity);
  if (at + bytes > view.byteLength) return null;
  if (major === 7) return simpleOf(view, at + 1, minor, bytes);
  if (minor === 31) return major >= 2 && major <= 5 ? { major, argument: null, bytes } : null;
  return { major, argument: minor < 24 ? minor : unsigned(view, at + 1, bytes - 1), bytes };
}

function unsigned(view: DataView, at: number, bytes: number): number | bigint {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at);
  if (bytes === 4) return view.getUint32(at);
  const large = view.getBigUint64(at);
  return large <= Number.MAX_SAFE_INTEGER ? Number(large) : large;
}

function simpleOf(view: DataView, at: number, minor: number, bytes: number): Head | null {
  const head = (simple: unknown): Head => ({ major: 7, argument: 0, simple, bytes });
  if (minor === 25) return head(halfFloat(view.getUint16(at)));
  if (minor === 26) return head(view.getFloat32(at));
  if (minor === 27) return head(view.getFloat64(at));
  return simpleValues.has(minor) ? head(simpleValues.get(minor)) : null;
}

/** RFC 8949 appendix D. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
