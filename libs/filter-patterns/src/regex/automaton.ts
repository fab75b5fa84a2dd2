import { accepted, type State } from './state.js';

/** Sets of states that are remembered; with more all are forgotten, and the search goes on. */
const setsMax = 512;
/** ASCII: what most texts are of. */
const tableSize = 128;

/** All the states that an expression can be in at once at a place of a text. */
interface StateSet {
  /** Those that wait for a character. */
  readonly waiting: readonly number[];
  readonly accepts: boolean;
  readonly acceptsAtEnd: boolean;
  /** By the code of a character below `tableSize`: what comes after it, as far as it is known. */
  readonly after: (StateSet | undefined)[];
}

/**
 * Searches by all states at once, and so never steps back: a character costs at most what looking at each
 * state costs. What comes after a set of states and a character is remembered, so that it mostly costs one
 * look into a table.
 */
export class Automaton {
  private readonly sets = new Map<string, StateSet>();
  private readonly first: StateSet;
  private readonly firstAndLast: boolean;

  constructor(
    private readonly states: readonly State[],
    private readonly starts: readonly number[],
  ) {
    this.first = this.setOf([], true);
    this.firstAndLast = this.reached([], true, true).accepts;
  }

  /** Whether the expression is anywhere in the text. */
  finds(text: string): boolean {
    if (text.length === 0) return this.firstAndLast;
    let set = this.first;
    for (let at = 0; at < text.length; at += 1) {
      if (set.accepts) return true;
      const code = text.charCodeAt(at);
      set = (code < tableSize ? set.after[code] : undefined) ?? this.after(set, code);
    }
    return set.acceptsAtEnd;
  }

  private after(set: StateSet, code: number): StateSet {
    const entered: number[] = [];
    for (const index of set.waiting) {
      const { atom, next } = this.states[index]!;
      if (atom.kind === 'character' && atom.has(code) && !entered.includes(next)) entered.push(next);
    }
    const following = this.remembered(entered);
    if (code < tableSize) set.after[code] = following;
    return following;
  }

  private remembered(entered: number[]): StateSet {
    const key = entered.sort((a, b) => a - b).join();
    const known = this.sets.get(key);
    if (known) return known;
    if (this.sets.size === setsMax) this.forget();
    const set = this.setOf(entered, false);
    this.sets.set(key, set);
    return set;
  }

  private forget(): void {
    this.sets.clear();
    this.first.after.fill(undefined);
  }

  private setOf(entered: readonly number[], isStart: boolean): StateSet {
    const { waiting, accepts } = this.reached(entered, isStart, false);
    return {
      waiting,
      accepts,
      acceptsAtEnd: accepts || this.reached(entered, isStart, true).accepts,
      after: new Array<StateSet | undefined>(tableSize).fill(undefined),
    };
  }

  /** Those entered and all reached from them without a character. A match may begin at each place. */
  private reached(
    entered: readonly number[],
    isStart: boolean,
    isEnd: boolean,
  ): { readonly waiting: readonly number[]; readonly accepts: boolean } {
    const seen = new Set<number>();
    const left = [...entered, ...this.starts];
    for (let index = left.pop(); index !== undefined; index = left.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      if (index === accepted) continue;
      const { atom, next, others } = this.states[index]!;
      left.push(...others);
      if ((atom.kind === 'start' && isStart) || (atom.kind === 'end' && isEnd)) left.push(next);
    }
    const accepts = seen.delete(accepted);
    return { waiting: [...seen].filter((index) => this.states[index]!.atom.kind === 'character'), accepts };
  }
}
