import type { Lengths, Pattern } from './pattern.js';

const VERY_LONG = 0x7fff_ffff;
const nothing: Lengths = { min: 0, max: 0 };

/** How many characters a pattern takes. */
export function lengthsOf(pattern: Pattern): Lengths {
  switch (pattern.kind) {
    case 'unit':
      return { min: 1, max: 1 };
    case 'sequence':
      return pattern.items.map(lengthsOf).reduce(sum, nothing);
    case 'alternatives':
      return pattern.options.map(lengthsOf).reduce((a, b) => ({
        min: Math.min(a.min, b.min),
        max: Math.max(a.max, b.max),
      }));
    case 'capture':
    case 'atomic':
      return lengthsOf(pattern.inner);
    case 'repeat': {
      // Java (9 and later) takes `a*` and `[ab]+` behind for very long, and `(?:ab)*` for endless.
      if (pattern.inner.kind === 'unit' && pattern.mode === 'greedy' && pattern.max === Infinity)
        return { min: pattern.min, max: VERY_LONG };
      const { min, max } = lengthsOf(pattern.inner);
      return { min: min * pattern.min, max: max === 0 ? 0 : max * pattern.max };
    }
    case 'back-reference':
      return { min: 0, max: Infinity };
    case 'anchor':
    case 'search-start':
    case 'look-ahead':
    case 'look-behind':
      return nothing;
  }
}

const sum = (a: Lengths, b: Lengths): Lengths => ({ min: a.min + b.min, max: a.max + b.max });
