const digit = (text: string, at: number): number => {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : NaN;
};

/** The number of `count` digits from `at`; NaN when they are not all digits. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) value = value * 10 + digit(text, i);
  return value;
}

const within = (value: number, min: number, max: number): number =>
  value >= min && value <= max ? value : NaN;

/**
 * A moment in milliseconds since 1970; NaN for what is none. Takes the W3C's profile of ISO 8601
 * (`2026-11-30`, `2026-11-30T10:15:00.5Z`, `...+01:00`; UTC where no zone is given) and whole seconds since
 * 1970 (IAM User Guide: IAM JSON policy elements: Condition operators, Date). Makes nothing, so that it costs
 * the hot path no memory.
 */
export function readDate(text: string): number {
  if (text.length > 40) return NaN;
  if (!text.includes('-')) return text.length <= 19 ? digits(text, 0, text.length || 1) * 1000 : NaN;
  const year = digits(text, 0, 4);
  if (text[4] !== '-') return NaN;
  const month = within(digits(text, 5, 2), 1, 12);
  if (text.length === 7) return Date.UTC(year, month - 1);
  if (text[7] !== '-') return NaN;
  const day = within(digits(text, 8, 2), 1, daysOf(year, month));
  const midnight = Date.UTC(year, month - 1, day);
  return text.length === 10 ? midnight : midnight + readTime(text);
}

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** `Thh:mm[:ss[.fraction]][zone]` from the eleventh character, in milliseconds; a zone may lead below 0. */
function readTime(text: string): number {
  if (text[10] !== 'T' && text[10] !== 't') return NaN;
  if (text[13] !== ':') return NaN;
  let ms = within(digits(text, 11, 2), 0, 23) * 3_600_000 + within(digits(text, 14, 2), 0, 59) * 60_000;
  let at = 16;
  if (text[at] === ':') {
    ms += within(digits(text, 17, 2), 0, 59) * 1000;
    at = 19;
    if (text[at] === '.') {
      const from = at + 1;
      for (at = from; digit(text, at) >= 0;) at += 1;
      if (at === from || at - from > 9) return NaN;
      ms += (digits(text, from, at - from) / 10 ** (at - from)) * 1000;
    }
  }
  return ms - readZone(text, at);
}

/** Nothing, `Z`, `+hh` or `+hh:mm` at the end, in milliseconds east. */
function readZone(text: string, at: number): number {
  const sign = text[at];
  if (sign === undefined) return 0;
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : NaN;
  if (sign !== '+' && sign !== '-') return NaN;
  const hours = within(digits(text, at + 1, 2), 0, 23);
  const east = text.length === at + 3 ? hours * 60 : hours * 60 + zoneMinutes(text, at + 3);
  return (sign === '+' ? east : -east) * 60_000;
}

const zoneMinutes = (text: string, at: number): number =>
  text[at] === ':' && text.length === at + 3 ? within(digits(text, at + 1, 2), 0, 59) : NaN;
