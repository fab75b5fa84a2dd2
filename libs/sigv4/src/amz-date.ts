/** Milliseconds since the epoch to `YYYYMMDDTHHMMSSZ` (UTC, fractions dropped). */
export function formatAmzDate(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  // Years of more than four digits have a sign and others before them.
  const year = iso.length - '-MM-DDTHH:MM:SS.sssZ'.length;
  const at = (from: number, count = 2): string => iso.slice(year + from, year + from + count);
  return `${iso.slice(0, year)}${at(1)}${at(4, 5)}${at(10)}${at(13)}Z`;
}

const BASIC = /^\d{8}T\d{6}Z$/;

/**
 * `YYYYMMDDTHHMMSSZ` to milliseconds since the epoch; `undefined` for any other form and for dates that do
 * not exist.
 */
export function parseAmzDate(text: string): number | undefined {
  if (!BASIC.test(text)) return undefined;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const day = part(6, 8);
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const epochMs = Date.parse(`${date}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}Z`);
  // Some dates that do not exist roll over into the next month, and 24 o'clock into the next day.
  return Number.isNaN(epochMs) || new Date(epochMs).getUTCDate() !== day ? undefined : epochMs;
}

/** The `Date` header: the basic form above, or an HTTP date (RFC 9110 section 5.6.7). */
export function parseDateHeader(text: string): number | undefined {
  const basic = parseAmzDate(text);
  if (basic !== undefined) return basic;
  const epochMs = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)
    ? Date.parse(text)
    : NaN;
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
