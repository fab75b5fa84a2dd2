import type { TextTest } from '../text/glob.js';
import { Automaton } from './automaton.js';
import { accepted, type State } from './state.js';
import { parseRegex, type Repeated } from './parse-regex.js';

/** States that an expression may have; each costs steps for a character in the worst case. */
export const statesMax = 256;

/** Finds an expression anywhere in a text. */
export interface CompiledRegex {
  readonly test: TextTest;
  readonly stepsPerCharacter: number;
}

/** The matcher of an expression; null for one that is not of the language, or of too many states. */
export function compileRegex(text: string): CompiledRegex | null {
  const regex = parseRegex(text);
  if (!regex) return null;
  const states: State[] = [];
  const starts: number[] = [];
  for (const alternative of regex) {
    const start = addAlternative(states, alternative);
    if (start === null) return null;
    starts.push(start);
  }
  const automaton = new Automaton(states, starts);
  return { test: (searched) => automaton.finds(searched), stepsPerCharacter: 8 * (states.length + 1) };
}

/**
 * Adds an alternative from its end to its beginning, since each state names the one after it; where it
 * begins, or null where there would be too many states.
 */
function addAlternative(states: State[], alternative: readonly Repeated[]): number | null {
  let next = accepted;
  for (const repeated of [...alternative].reverse()) {
    const { min, max } = repeated;
    if (states.length + Math.max(min, max ?? 1) + 1 > statesMax) return null;
    next = addRepeated(states, repeated, next);
  }
  return next;
}

function addRepeated(states: State[], { atom, min, max }: Repeated, next: number): number {
  const push = (following: number, others: readonly number[]): number =>
    states.push({ atom, next: following, others }) - 1;
  let following = next;
  // The last copy may come any number of times: after it comes itself.
  if (max === null) following = push(states.length, [next]);
  else for (let copy = min; copy < max; copy += 1) following = push(following, [next]);
  for (let copy = 0; copy < min; copy += 1) following = push(following, []);
  return following;
}
