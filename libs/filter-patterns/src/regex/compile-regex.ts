import type { TextTest } from '../text/glob.js';
import { parseRegex, type Atom, type Repeated } from './parse-regex.js';

/** States that an expression may have; each costs a step for a character in the worst case. */
export const statesMax = 256;

/** Finds an expression anywhere in a text. */
export interface CompiledRegex {
  readonly test: TextTest;
  readonly stepsPerCharacter: number;
}

/**
 * One state of the machine that an expression is: what takes it on, and to where. A machine is in many states
 * at once and never steps back, so that no expression takes longer than states times characters.
 */
interface State {
  readonly atom: Atom;
  readonly next: number;
  /** Whether this may be left out, or come again: other states that may be taken instead. */
  readonly others: readonly number[];
}

/** The matcher of an expression; null for one that is not of the language, or of too many states. */
export function compileRegex(text: string): CompiledRegex | null {
  const regex = parseRegex(text);
  if (!regex) return null;
  const machine = new Machine();
  const starts = regex.map((alternative) => machine.add(alternative));
  if (machine.isTooLarge) return null;
  return { test: (searched) => machine.finds(searched, starts), stepsPerCharacter: 2 * machine.size };
}

const accepted = -1;

class Machine {
  private readonly states: State[] = [];
  isTooLarge = false;

  get size(): number {
    return this.states.length + 1;
  }

  /** Adds an alternative from its end to its beginning, since each state names the one after it. */
  add(alternative: readonly Repeated[]): number {
    return alternative.reduceRight((next, repeated) => this.addRepeated(repeated, next), accepted);
  }

  private addRepeated({ atom, min, max }: Repeated, next: number): number {
    const copies = Math.max(min, max ?? 1);
    if (this.states.length + copies + 1 > statesMax) {
      this.isTooLarge = true;
      return next;
    }
    let following = next;
    if (max === null) {
      // The last copy comes any number of times.
      const loop = this.states.length;
      this.states.push({ atom, next: loop, others: [next] });
      following = loop;
      if (min === 0) return loop;
    } else for (let copy = min; copy < max; copy += 1) following = this.push(atom, following, [next]);
    for (let copy = 0; copy < min; copy += 1) following = this.push(atom, following, []);
    return following;
  }

  private push(atom: Atom, next: number, others: readonly number[]): number {
    this.states.push({ atom, next, others });
    return this.states.length - 1;
  }

  finds(text: string, starts: readonly number[]): boolean {
    let [now, after]: [number[], number[]] = [[], []];
    const seen = new Uint8Array(this.states.length);
    for (let at = 0; at <= text.length; at += 1) {
      // A match may begin at each place.
      for (const start of starts) if (this.enter(start, at, text.length, now, seen)) return true;
      if (at === text.length) return false;
      const code = text.charCodeAt(at);
      seen.fill(0);
      for (const index of now) {
        const { atom, next } = this.states[index]!;
        if (atom.kind !== 'character' || !atom.has(code)) continue;
        if (this.enter(next, at + 1, text.length, after, seen)) return true;
      }
      [now, after] = [after, now];
      after.length = 0;
    }
    return false;
  }

  /** Adds a state and all that are reached from it without a character; true where one of them is the end. */
  private enter(index: number, at: number, end: number, into: number[], seen: Uint8Array): boolean {
    const left = [index];
    for (let entered = left.pop(); entered !== undefined; entered = left.pop()) {
      if (entered === accepted) return true;
      if (seen[entered]) continue;
      seen[entered] = 1;
      const { atom, next, others } = this.states[entered]!;
      left.push(...others);
      if (atom.kind === 'character') into.push(entered);
      else if (at === (atom.kind === 'start' ? 0 : end)) left.push(next);
    }
    return false;
  }
}
