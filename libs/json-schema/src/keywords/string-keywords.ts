import { countOf, member, type Keywords } from '../schema-compiler.js';
import type { Check, ValidationRun } from '../validation-run.js';

/**
 * maxLength, minLength (in characters, not UTF-16 units) and pattern, which need not match the whole text.
 */
export const stringKeywords: Keywords = (node, compiler) => {
  const checks: Check[] = [];
  const maxLength = countOf(node, 'maxLength', compiler);
  const minLength = countOf(node, 'minLength', compiler);
  if (maxLength !== null) {
    checks.push(
      (value, run) =>
        typeof value !== 'string' ||
        value.length <= maxLength ||
        charactersOf(value, run) <= maxLength ||
        run.fail(`string is too long (maximum allowed: ${maxLength})`),
    );
  }
  if (minLength !== null) {
    checks.push(
      (value, run) =>
        typeof value !== 'string' ||
        // A character has two units at most.
        value.length >= minLength * 2 ||
        charactersOf(value, run) >= minLength ||
        run.fail(`string is too short (required minimum: ${minLength})`),
    );
  }
  const pattern = member(node, 'pattern');
  if (typeof pattern === 'string') {
    const test = compiler.compilePattern(pattern, node.at);
    checks.push(
      (value, run) =>
        typeof value !== 'string' ||
        test(value, run) ||
        run.fail('ECMA 262 regex does not match input string'),
    );
  } else if (pattern !== undefined) {
    compiler.report(node.at, 'pattern is no text');
  }
  return checks;
};

function charactersOf(text: string, run: ValidationRun): number {
  run.spend(Math.floor(text.length / 16));
  let characters = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.codePointAt(index)! > 0xffff) index++;
    characters++;
  }
  return characters;
}
