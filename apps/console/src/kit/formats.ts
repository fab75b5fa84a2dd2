const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });
const instants = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** `12,345.68`. */
export const formatNumber = (value: number): string => numbers.format(value);

/** `0.0123` as `1.23%`. */
export const formatShare = (share: number): string => percents.format(share);

/** `1536` as `1.5 KB`; thousands are of 1,024. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${formatNumber(Math.round((bytes / 1024 ** power) * 10) / 10)} ${units[power]}`;
}

/** A time of the wire: seconds since 1970 as a number, ISO 8601 as text, or a Date. */
export type WireTime = number | string | Date;

/** Milliseconds since 1970 of a time of the wire. */
export const msOf = (time: WireTime): number =>
  typeof time === 'number' ? time * 1000 : new Date(time).getTime();

/** `30 Nov 2026, 23:18:38`, in the browser's zone. */
export const formatTime = (time: WireTime): string => instants.format(msOf(time));

/** `3 minutes ago`, `in 2 hours`, `just now`. */
export function formatAge(time: WireTime, nowMs = Date.now()): string {
  const seconds = Math.round((msOf(time) - nowMs) / 1000);
  const size = Math.abs(seconds);
  if (size < 10) return 'just now';
  const [divisor, unit] =
    size < 60
      ? ([1, 'second'] as const)
      : size < 3600
        ? ([60, 'minute'] as const)
        : size < 86_400
          ? ([3600, 'hour'] as const)
          : ([86_400, 'day'] as const);
  const amount = Math.round(size / divisor);
  const text = `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}
