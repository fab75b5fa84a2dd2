const dayMs = 86_400_000;
const headBytes = 8;

/** What one admitted request adds to a count: whose, in which hour, and out of which period's permits. */
export interface JournalUse {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** 0 to 23, UTC. */
  readonly hour: number;
  /** First day of the period whose permit was spent; null = none was. */
  readonly permitPeriod: string | null;
}

/**
 * The bytes of a use: the hours since 1970 (u32), the period as days since 1970 (u16, 0 = none), two bytes of
 * 0, then plan id and key id, each after its length (u8). Equal uses have equal bytes, so a gateway makes
 * them once per key and hour and copies them from then on.
 *
 * @throws RangeError for ids over 255 bytes; ids are ASCII.
 */
export function encodeUse(use: JournalUse): Uint8Array {
  const { usagePlanId, keyId } = use;
  if (usagePlanId.length > 255 || keyId.length > 255) throw new RangeError('an id is longer than 255 bytes');
  const bytes = new Uint8Array(headBytes + 2 + usagePlanId.length + keyId.length);
  // Byte by byte: a DataView would move the bytes off the heap, which costs more than all the rest.
  writeNumber(bytes, 0, 4, dayNumber(use.day) * 24 + use.hour);
  writeNumber(bytes, 4, 2, use.permitPeriod === null ? 0 : dayNumber(use.permitPeriod));
  writeId(bytes, headBytes, usagePlanId);
  writeId(bytes, headBytes + 1 + usagePlanId.length, keyId);
  return bytes;
}

/** The use whose bytes start at `at`. */
export function decodeUse(bytes: Uint8Array, at: number): JournalUse {
  const planAt = at + headBytes;
  const planLength = bytes[planAt] ?? 0;
  const keyAt = planAt + 1 + planLength;
  const hours = readNumber(bytes, at, 4);
  const period = readNumber(bytes, at + 4, 2);
  return {
    usagePlanId: readId(bytes, planAt + 1, planLength),
    keyId: readId(bytes, keyAt + 1, bytes[keyAt] ?? 0),
    day: dayText(Math.floor(hours / 24)),
    hour: hours % 24,
    permitPeriod: period === 0 ? null : dayText(period),
  };
}

/** How many bytes the use at `at` takes. */
export function useLength(bytes: Uint8Array, at: number): number {
  const planLength = bytes[at + headBytes] ?? 0;
  return headBytes + 2 + planLength + (bytes[at + headBytes + 1 + planLength] ?? 0);
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function dayText(days: number): string {
  return new Date(days * dayMs).toISOString().slice(0, 10);
}

/** Most significant byte first. */
function writeNumber(bytes: Uint8Array, at: number, length: number, value: number): void {
  for (let i = 0; i < length; i++) bytes[at + i] = value >>> (8 * (length - 1 - i));
}

function readNumber(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

function writeId(bytes: Uint8Array, at: number, id: string): void {
  bytes[at] = id.length;
  for (let i = 0; i < id.length; i++) bytes[at + 1 + i] = id.charCodeAt(i);
}

function readId(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
