import { Budget } from './evaluate/budget.js';
import { RenderFailure } from './evaluate/render-failure.js';
import { PatternMatcher } from './regex/match-pattern.js';
import { parsePattern } from './regex/parse-pattern.js';

/**
 * Whether a text matches; null when finding out took more than the bound. `spend` is told how many steps it
 * took, for a sum over many texts.
 */
export type BoundedPattern = (text: string, spend?: (steps: number) => void) => boolean | null;

const stepsMax = 200_000;

/**
 * A regular expression that an API author wrote, to be run against what others send: counted and stopped,
 * where JavaScript's own could be held by `(a+)+b` for hours. `whole`: all of the text must match (selection
 * patterns), else a part of it (JSON schemas). Null for what is no regular expression of Java, or is longer
 * than 1,000 characters.
 */
export function compileBoundedPattern(source: string, extent: 'whole' | 'part'): BoundedPattern | null {
  const pattern = parsePattern(source, { keepsCaptures: false });
  if (pattern === null) return null;
  return (text, spend) => {
    const budget = new Budget({ outputCharsMax: text.length, stepsMax });
    const isMatch = matchWithin(new PatternMatcher(pattern, text, budget), extent);
    spend?.(budget.stepsUsed);
    return isMatch;
  };
}

function matchWithin(matcher: PatternMatcher, extent: 'whole' | 'part'): boolean | null {
  try {
    return extent === 'whole' ? matcher.matchesWhole() : matcher.find(0) !== null;
  } catch (error) {
    if (error instanceof RenderFailure || error instanceof RangeError) return null;
    throw error;
  }
}
