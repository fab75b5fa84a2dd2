import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Budget, DEFAULT_LIMITS } from '../evaluate/budget.js';
import { regexMatches } from './java-regex.js';

// Patterns and texts put together at random, and what java.util.regex of OpenJDK 17 says of them
// (`Pattern.compile(p).matcher(t).matches()`).
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testdata/java-17.json'), 'utf8'),
) as Readonly<Record<string, readonly (readonly [pattern: string, text: string])[]>>;
const outcomes: Readonly<Record<string, boolean | null>> = {
  matches: true,
  'does not match': false,
  'is no pattern': null,
};

test.each(Object.keys(outcomes))('what %s in Java does so here', (outcome) => {
  const cases = recorded[outcome]!;
  expect(cases.length).toBeGreaterThan(100);
  const differing = cases.filter(
    ([pattern, text]) => regexMatches(text, pattern, new Budget(DEFAULT_LIMITS)) !== outcomes[outcome],
  );
  expect(differing).toEqual([]);
});
