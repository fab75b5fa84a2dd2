import { invalidPattern, read, type FilterPattern, type Read } from '../filter-pattern.js';
import type { PatternLimits } from '../pattern-limits.js';
import { readComparison } from '../read-comparison.js';
import { readCondition, type ReadSimple } from '../read-condition.js';
import type { Scanner } from '../scanner.js';
import { readSelector, type Selector } from './read-selector.js';

/** What reading a character of JSON takes, in steps of the other matchers. */
const readingSteps = 32;

/** Conditions on members of messages that are JSON objects; no other message matches. */
export function readJsonPattern(scanner: Scanner, limits: PatternLimits): Read<FilterPattern> {
  const condition = readCondition(scanner, memberCondition(limits));
  scanner.skipBlanks();
  if (!condition.ok) return condition;
  if (!scanner.isAtEnd) return invalidPattern;
  const { holds, stepsPerCharacter } = condition.value;
  return read({
    matches(message) {
      const root = objectOf(message);
      return root !== null && holds(root);
    },
    stepsPerCharacter: stepsPerCharacter + readingSteps,
  });
}

const memberCondition =
  (limits: PatternLimits): ReadSimple<unknown> =>
  (scanner) => {
    const selector = readSelector(scanner, limits);
    if (!selector.ok) return selector;
    scanner.skipBlanks();
    const words = scanner.takeMatch(/IS\s+(NULL|TRUE|FALSE)\b|NOT\s+EXISTS\b/y)?.replace(/\s+/g, ' ');
    if (words !== undefined) return read({ holds: wordTests[words]!(selector.value), stepsPerCharacter: 1 });
    const comparison = readComparison(scanner, limits);
    if (!comparison.ok) return comparison;
    const { holds, stepsPerCharacter } = comparison.value;
    return read({
      // What is no text and no number satisfies no comparison, `!=` neither; nor does what is not there.
      holds: (root) =>
        selector
          .value(root)
          .some((value) => (typeof value === 'string' || typeof value === 'number') && holds(value)),
      stepsPerCharacter: stepsPerCharacter + 1,
    });
  };

const isValue = (wanted: boolean | null) => (select: Selector) => (root: unknown) =>
  select(root).includes(wanted);

const wordTests: Readonly<Record<string, (select: Selector) => (root: unknown) => boolean>> = {
  'IS NULL': isValue(null),
  'IS TRUE': isValue(true),
  'IS FALSE': isValue(false),
  'NOT EXISTS': (select) => (root) => select(root).length === 0,
};

function objectOf(message: string): object | null {
  // Most messages are none, and need no reading.
  if (!/^\s*\{/.test(message)) return null;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
