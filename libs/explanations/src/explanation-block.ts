import type { Explanation } from './explanation.js';
import { isExplanation } from './is-explanation.js';

/** Of one block. */
export const explanationsMax = 20_000;
/** Of one explanation as JSON: a comparison of signatures is the longest part of it. */
export const explanationCharsMax = 20_000;

/**
 * The bytes of a block: a version, then an explanation a line. One that its caller has made too long is left
 * out, since it would cost the others.
 */
export function encodeExplanations(explanations: readonly Explanation[]): Uint8Array {
  const lines = explanations.map((each) => JSON.stringify(each));
  const kept = lines.filter(({ length }) => length <= explanationCharsMax);
  return new TextEncoder().encode(['1', ...kept].join('\n'));
}

export type ExplanationBlock =
  { readonly explanations: readonly Explanation[] } | { readonly refused: string };

/** What is in a block that somebody has sent, or why it is refused as a whole. */
export function readExplanations(block: Uint8Array): ExplanationBlock {
  const [version, ...lines] = new TextDecoder().decode(block).split('\n');
  if (version !== '1') return { refused: 'not a block of explanations of version 1' };
  if (lines.length > explanationsMax) return { refused: `more than ${explanationsMax} explanations` };
  const explanations: Explanation[] = [];
  for (const [index, line] of lines.entries()) {
    const read = line.length <= explanationCharsMax ? parse(line) : undefined;
    if (!isExplanation(read)) return { refused: `explanation ${index} is damaged` };
    explanations.push(read);
  }
  return { explanations };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
