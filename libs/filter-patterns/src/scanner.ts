/** A place in the text of a pattern. */
export class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipBlanks(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
  }

  /** Steps over the words, if they stand here. */
  take(words: string): boolean {
    if (!this.text.startsWith(words, this.at)) return false;
    this.at += words.length;
    return true;
  }

  /** Steps over what a sticky expression finds here; null where it finds nothing. */
  takeMatch(sticky: RegExp): string | null {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  /**
   * Steps over what stands between here and the next such character, and over this; null where it does not
   * come. A backslash takes away what the character after it means; both stay in the text.
   */
  takeUntil(end: string): string | null {
    for (let to = this.at; to < this.text.length; to += 1) {
      if (this.text[to] === '\\') to += 1;
      else if (this.text[to] === end) {
        const between = this.text.slice(this.at, to);
        this.at = to + 1;
        return between;
      }
    }
    return null;
  }
}

/** A quoted text without what keeps quotes and backslashes from meaning something. */
export const unescapeQuoted = (text: string): string => text.replace(/\\(["'\\])/g, '$1');
