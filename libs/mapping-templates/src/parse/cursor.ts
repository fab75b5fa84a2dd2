import type { Expression, TemplateBody } from '../template.js';

/**
 * Blocks and expressions inside one another. Bounds the stack of whoever walks the tree: parser, compiler,
 * JSON.
 */
const NESTING_MAX = 64;

/**
 * The constructs that stand inside others; given to the cursor, as whoever reads one reads the others in
 * turn.
 */
export interface Grammar {
  readonly parseExpression: (cursor: Cursor, construct: string, start: number) => Expression;
  readonly parseBody: (cursor: Cursor, within: 'text' | 'directive') => TemplateBody;
}

/** A place in a template's text. Parsing functions move it forward; it never goes back. */
export class Cursor {
  at = 0;

  constructor(
    readonly text: string,
    /** Names of the macros that the template defines anywhere: `#name` is a call only for these. */
    readonly macros: ReadonlySet<string>,
    readonly grammar: Grammar,
    private depth = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Moves behind what a sticky pattern matches here. */
  take(pattern: RegExp): RegExpExecArray | null {
    const found = this.look(pattern);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  look(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  skipSpace(): void {
    this.take(/[ \t\r\n]*/y);
  }

  /** Takes `text` after blanks or fails in the name of `construct`, which began at `start`. */
  expect(text: string, construct: string, start: number): void {
    this.skipSpace();
    if (this.takeText(text)) return;
    const found = this.isAtEnd
      ? 'the end of the template'
      : JSON.stringify(this.text.slice(this.at, this.at + 12));
    this.fail(`${construct} needs ${text} but has ${found}`, start);
  }

  fail(message: string, offset: number): never {
    throw new SyntaxFailure(message, Math.min(offset, Math.max(0, this.text.length - 1)));
  }

  nested<T>(start: number, work: () => T): T {
    if (++this.depth > NESTING_MAX)
      this.fail(`More than ${NESTING_MAX} constructs inside one another`, start);
    const result = work();
    this.depth--;
    return result;
  }

  /**
   * A cursor over text that stands inside this one's: the content of a string, whose errors are those of the
   * string.
   */
  inner<T>(text: string, start: number, work: (inner: Cursor) => T): T {
    try {
      return work(new Cursor(text, this.macros, this.grammar, this.depth));
    } catch (error) {
      if (error instanceof SyntaxFailure) this.fail(`${error.message} (in a string)`, start);
      throw error;
    }
  }
}

/** Unwinds the parser; `parseTemplate` turns it into its result. Never leaves the lib. */
export class SyntaxFailure extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
