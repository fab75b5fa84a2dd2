/** One value of DER (X.690): its tag, and where it and its content lie in the bytes. */
export interface DerValue {
  readonly tag: number;
  /** Of the tag. */
  readonly from: number;
  readonly contentFrom: number;
  readonly to: number;
}

export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/**
 * The value that begins at a place, no further than `end`. For lists that are too long to be made into
 * objects: of a hundred thousand entries nothing is kept.
 *
 * @throws RangeError for what is no DER
 */
export function readDer(bytes: Buffer, from: number, end = bytes.length): DerValue {
  const first = from + 2 <= end ? bytes[from + 1]! : undefined;
  if (first === undefined) throw new RangeError('the value is cut');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4 || from + 2 + lengthBytes > end)
    throw new RangeError('the length is none');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(from + 2, lengthBytes);
  const contentFrom = from + 2 + lengthBytes;
  if (contentFrom + length > end) throw new RangeError('the value is cut');
  return { tag: bytes[from]!, from, contentFrom, to: contentFrom + length };
}

/** The values within one, in their order. @throws RangeError for what is no DER */
export function* derValuesWithin(bytes: Buffer, { contentFrom, to }: DerValue): Generator<DerValue> {
  for (let at = contentFrom; at < to;) {
    const value = readDer(bytes, at, to);
    yield value;
    at = value.to;
  }
}

export const derContent = (bytes: Buffer, { contentFrom, to }: DerValue): Buffer =>
  bytes.subarray(contentFrom, to);

/** Of a time as certificates and lists write it (RFC 5280, 4.1.2.5). @throws RangeError for another */
export function derTimeMs(bytes: Buffer, value: DerValue): number {
  const text = derContent(bytes, value).toString('latin1');
  const isShort = value.tag === derTags.utcTime;
  const [, year = '', ...rest] =
    (isShort ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(
      text,
    ) ?? [];
  const [month, day, hour, minute, second] = rest.map(Number);
  const century = !isShort ? 0 : Number(year) < 50 ? 2000 : 1900;
  const ms = Date.UTC(century + Number(year), month! - 1, day, hour, minute, second);
  if (rest.length !== 5 || Number.isNaN(ms)) throw new RangeError('the time is none');
  return ms;
}
