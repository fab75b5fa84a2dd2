const dayMs = 86_400_000;

/** What one admitted request adds to a count: whose, on which day, and out of which period's permits. */
export interface JournalUse {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** First day of the period whose permit was spent; null = none was. */
  readonly permitPeriod: string | null;
}

/**
 * The bytes of a use: day and period as days since 1970 (u16, period 0 = none), then plan id and key id, each after its length (u8).
 * Equal uses have equal bytes, so a gateway makes them once per key and day and copies them from then on.
 *
 * @throws RangeError for ids over 255 bytes; ids are ASCII.
 */
export function encodeUse(use: JournalUse): Uint8Array {
  const { usagePlanId, keyId } = use;
  if (usagePlanId.length > 255 || keyId.length > 255) throw new RangeError('an id is longer than 255 bytes');
  const bytes = new Uint8Array(6 + usagePlanId.length + keyId.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, dayNumber(use.day));
  view.setUint16(2, use.permitPeriod === null ? 0 : dayNumber(use.permitPeriod));
  writeId(bytes, 4, usagePlanId);
  writeId(bytes, 5 + usagePlanId.length, keyId);
  return bytes;
}

/** The use whose bytes start at `at`. */
export function decodeUse(bytes: Uint8Array, at: number): JournalUse {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const planLength = bytes[at + 4] ?? 0;
  const keyLength = bytes[at + 5 + planLength] ?? 0;
  const period = view.getUint16(at + 2);
  return {
    usagePlanId: readId(bytes, at + 5, planLength),
    keyId: readId(bytes, at + 6 + planLength, keyLength),
    day: dayText(view.getUint16(at)),
    permitPeriod: period === 0 ? null : dayText(period),
  };
}

/** How many bytes the use at `at` takes. */
export function useLength(bytes: Uint8Array, at: number): number {
  const planLength = bytes[at + 4] ?? 0;
  return 6 + planLength + (bytes[at + 5 + planLength] ?? 0);
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function dayText(days: number): string {
  return new Date(days * dayMs).toISOString().slice(0, 10);
}

function writeId(bytes: Uint8Array, at: number, id: string): void {
  bytes[at] = id.length;
  for (let i = 0; i < id.length; i++) bytes[at + 1 + i] = id.charCodeAt(i);
}

function readId(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
