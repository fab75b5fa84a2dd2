/** A parsed Java regular expression. Captures are numbered from 1. */
export type Pattern =
  | Unit
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'alternatives'; readonly options: readonly Pattern[] }
  | Capture
  | Repeat
  | { readonly kind: 'anchor'; readonly holds: (text: string, at: number) => boolean }
  /** `\G`: where the match before this one ended. */
  | { readonly kind: 'search-start' }
  | { readonly kind: 'back-reference'; readonly number: number; readonly ignoreCase: boolean }
  | { readonly kind: 'look-ahead'; readonly inner: Pattern; readonly negative: boolean }
  /** `lengths`: how many characters `inner` takes, at least and at most. */
  | {
      readonly kind: 'look-behind';
      readonly inner: Pattern;
      readonly negative: boolean;
      readonly lengths: Lengths;
    }
  /** What it has taken once, it keeps. */
  | { readonly kind: 'atomic'; readonly inner: Pattern };

export interface Capture {
  readonly kind: 'capture';
  readonly number: number;
  readonly name: string | undefined;
  readonly inner: Pattern;
}

/** One character. */
export interface Unit {
  readonly kind: 'unit';
  readonly test: UnitTest;
  /** What asking `test` takes, in characters of source: a class asks each of its members. */
  readonly weight: number;
  /** The one character it takes, null when it may take others. */
  readonly literal: string | null;
}

export interface Repeat {
  readonly kind: 'repeat';
  readonly inner: Pattern;
  readonly min: number;
  readonly max: number;
  readonly mode: 'greedy' | 'lazy';
}

export interface Lengths {
  readonly min: number;
  /** Infinity when there is no bound. */
  readonly max: number;
}

/** Whether a character, given by its code point, belongs to a set. */
export type UnitTest = (codePoint: number) => boolean;
