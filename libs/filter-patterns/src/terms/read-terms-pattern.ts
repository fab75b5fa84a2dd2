import { invalidPattern, read, refused, type FilterPattern, type Read } from '../filter-pattern.js';
import type { PatternLimits } from '../pattern-limits.js';
import { compileRegex } from '../regex/compile-regex.js';
import { type Scanner, unescapeQuoted } from '../scanner.js';
import { textFinder } from '../text/find-text.js';

/** A word, a phrase or an expression, and what its being there means. */
interface Term {
  readonly role: 'wanted' | 'optional' | 'unwanted';
  readonly isIn: (message: string) => boolean;
  readonly stepsPerCharacter: number;
}

/**
 * Words and phrases anywhere in a message: all that are wanted and none that is unwanted, or, where all are
 * optional, one of them. Beside others optional ones mean nothing (User Guide: filter pattern syntax).
 */
export function readTermsPattern(scanner: Scanner, limits: PatternLimits): Read<FilterPattern> {
  const terms: Term[] = [];
  for (scanner.skipBlanks(); !scanner.isAtEnd; scanner.skipBlanks()) {
    const term = readTerm(scanner, limits);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  const having = (role: Term['role']) => terms.filter((term) => term.role === role);
  const [wanted, unwanted, optional] = [having('wanted'), having('unwanted'), having('optional')];
  const isOptional = optional.length > 0 && optional.length === terms.length;
  return read({
    matches: (message) =>
      isOptional
        ? optional.some(({ isIn }) => isIn(message))
        : wanted.every(({ isIn }) => isIn(message)) && !unwanted.some(({ isIn }) => isIn(message)),
    stepsPerCharacter: terms.reduce((steps, term) => steps + term.stepsPerCharacter, 1),
  });
}

function readTerm(scanner: Scanner, limits: PatternLimits): Read<Term> {
  const role = scanner.take('?') ? 'optional' : scanner.take('-') ? 'unwanted' : 'wanted';
  if (scanner.take('"')) {
    const phrase = scanner.takeUntil('"');
    if (phrase === null) return invalidPattern;
    // A blank in quotes is everything, as the guide says.
    return read(phrase.trim() === '' ? everything(role) : containing(role, unescapeQuoted(phrase)));
  }
  if (scanner.take('%')) {
    const expression = scanner.takeUntil('%');
    const regex = expression === null || !limits.takesRegex() ? null : compileRegex(expression);
    return regex
      ? read({ role, isIn: regex.test, stepsPerCharacter: regex.stepsPerCharacter })
      : invalidPattern;
  }
  const word = scanner.takeMatch(/[\p{L}\p{N}_]+/uy);
  const other = scanner.takeMatch(/[^\p{L}\p{N}_\s"%]+/uy);
  if (other !== null) return refused(`Invalid character(s) in term '${other}'`);
  return word === null ? invalidPattern : read(containing(role, word));
}

const everything = (role: Term['role']): Term => ({ role, isIn: () => true, stepsPerCharacter: 0 });

function containing(role: Term['role'], text: string): Term {
  const { indexIn, stepsPerCharacter } = textFinder(text);
  return { role, isIn: (message) => indexIn(message) !== -1, stepsPerCharacter };
}
