import type { Capture, Pattern } from './pattern.js';

/** The groups of a pattern, in no order. */
export function capturesOf(pattern: Pattern): readonly Capture[] {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.items.flatMap(capturesOf);
    case 'alternatives':
      return pattern.options.flatMap(capturesOf);
    case 'capture':
      return [pattern, ...capturesOf(pattern.inner)];
    case 'repeat':
    case 'atomic':
    case 'look-ahead':
    case 'look-behind':
      return capturesOf(pattern.inner);
    default:
      return [];
  }
}
