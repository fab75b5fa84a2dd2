/** A time as the management API writes it: whole seconds since 1970 (recorded: dates are numbers). */
export function epochSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}
