/** The flags that apply at a place of a pattern, by Java's letters. */
export interface Flags {
  /** `i`: case is ignored, of ASCII letters alone unless `u`. */
  readonly i: boolean;
  /** `s`: `.` takes line ends. */
  readonly s: boolean;
  /** `m`: `^` and `$` are also at line ends. */
  readonly m: boolean;
  /** `d`: only `\n` ends a line. */
  readonly d: boolean;
  /** `x`: blanks and `# ...` are not part of the pattern. */
  readonly x: boolean;
  /** `u`: case is ignored by Unicode's rules. */
  readonly u: boolean;
  /** `U`: `\w`, `\d`, `\p{Alpha}` and their kin are Unicode's. */
  readonly U: boolean;
}

export const noFlags: Flags = { i: false, s: false, m: false, d: false, x: false, u: false, U: false };

/** `im-s`: the flags with the letters on, and those behind the minus off. */
export function withFlags(flags: Flags, letters: string): Flags {
  const [on = '', off = ''] = letters.split('-');
  const changed: Record<keyof Flags, boolean> = { ...flags };
  for (const letter of on) changed[letter as keyof Flags] = true;
  for (const letter of off) changed[letter as keyof Flags] = false;
  // Unicode classes bring Unicode's case along (Java: UNICODE_CHARACTER_CLASS).
  if (on.includes('U')) changed.u = true;
  return changed;
}
