/** `Sat Nov 21 13:04:05 UTC 2026`: how AWS's execution logs and claims print a time. */
export function logTime(ms: number): string {
  const [day, date, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
