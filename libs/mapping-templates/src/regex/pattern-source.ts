import { noFlags, type Flags } from './flags.js';

/** A place in the source of a regular expression, and the flags that apply from there on. */
export class PatternSource {
  at = 0;
  flags: Flags = noFlags;

  constructor(readonly source: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** The unit here; '' at the end. */
  get next(): string {
    return this.source[this.at] ?? '';
  }

  take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Moves behind what a sticky pattern matches here. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  look(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.source);
  }

  /** Moves behind the character here, which may be two units. */
  takeCodePoint(): number {
    const code = this.source.codePointAt(this.at)!;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  /** Blanks and comments, where flag `x` makes them nothing. */
  skipComments(): void {
    if (this.flags.x) this.match(/(?:[ \t\n\v\f\r]|#[^\n]*)*/y);
  }
}

/** The source with every `\Q...\E` written out in escapes, as Java itself does before it reads a pattern. */
export function withoutQuotations(source: string): string {
  return source.replace(/\\Q([^]*?)(?:\\E|$)|\\[^]/g, (all, quoted?: string) =>
    quoted === undefined
      ? all
      : quoted.replace(/[\0-\x7f]/g, (unit) => (/[A-Za-z0-9]/.test(unit) ? unit : `\\${unit}`)),
  );
}
