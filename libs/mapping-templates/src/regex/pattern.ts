/** A parsed Java regular expression. Captures are numbered from 1. */
export type Pattern =
  | {
      readonly kind: 'unit';
      readonly test: UnitTest;
      /** What asking `test` takes, in characters of source: a class asks each of its members. */ readonly weight: number;
      /** The one unit it takes, null when it may take others. */ readonly literal: string | null;
    }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'alternatives'; readonly options: readonly Pattern[] }
  | { readonly kind: 'capture'; readonly number: number; readonly inner: Pattern }
  | {
      readonly kind: 'repeat';
      readonly inner: Pattern;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'anchor'; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: 'back-reference'; readonly number: number }
  | { readonly kind: 'look-ahead'; readonly inner: Pattern; readonly negative: boolean };

/** Whether a UTF-16 unit belongs to a set. */
export type UnitTest = (unit: number) => boolean;
