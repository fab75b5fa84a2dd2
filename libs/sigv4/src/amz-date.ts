const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since the epoch to `YYYYMMDDTHHMMSSZ` (UTC, fractions dropped). */
export function formatAmzDate(epochMs: number): string {
  return new Date(epochMs)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
    .replace(/[-:]/g, '');
}

/**
 * `YYYYMMDDTHHMMSSZ` to milliseconds since the epoch; `undefined` for any other form and for dates that do
 * not exist.
 */
export function parseAmzDate(text: string): number | undefined {
  const parts = BASIC.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const epochMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC rolls the 31st of June over into July and years below 100 into 1900; the round trip refuses
  // both.
  return Number.isNaN(epochMs) || formatAmzDate(epochMs) !== text ? undefined : epochMs;
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
