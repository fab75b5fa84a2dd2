import type { Atom } from './parse-regex.js';

/** One state of what an expression is: what takes it on, and to where. */
export interface State {
  readonly atom: Atom;
  readonly next: number;
  /** Whether this may be left out, or come no more: other states that may be taken instead. */
  readonly others: readonly number[];
}

/** In place of a state: the expression was found. */
export const accepted = -1;
