import { invalidPattern, read, type Read } from './filter-pattern.js';
import type { Scanner } from './scanner.js';

/** Parentheses that may stand within each other. */
const depthMax = 64;

/** Something that holds of a subject or not, and what finding out costs at most. */
export interface Condition<Subject> {
  readonly holds: (subject: Subject) => boolean;
  readonly stepsPerCharacter: number;
}

/** Reads one condition without operators between. */
export type ReadSimple<Subject> = (scanner: Scanner) => Read<Condition<Subject>>;

/** Conditions with `&&`, `||` and parentheses; `&&` binds more closely. */
export function readCondition<Subject>(
  scanner: Scanner,
  readSimple: ReadSimple<Subject>,
  depth = 0,
): Read<Condition<Subject>> {
  const readPart: ReadSimple<Subject> = () => {
    scanner.skipBlanks();
    if (!scanner.take('(')) return readSimple(scanner);
    if (depth === depthMax) return invalidPattern;
    const within = readCondition(scanner, readSimple, depth + 1);
    scanner.skipBlanks();
    return within.ok && !scanner.take(')') ? invalidPattern : within;
  };
  const readAll: ReadSimple<Subject> = () =>
    readJoined(scanner, '&&', readPart, (parts) => (subject) => parts.every(({ holds }) => holds(subject)));
  return readJoined(
    scanner,
    '||',
    readAll,
    (parts) => (subject) => parts.some(({ holds }) => holds(subject)),
  );
}

function readJoined<Subject>(
  scanner: Scanner,
  operator: string,
  readPart: ReadSimple<Subject>,
  joined: (parts: readonly Condition<Subject>[]) => (subject: Subject) => boolean,
): Read<Condition<Subject>> {
  const parts: Condition<Subject>[] = [];
  do {
    const part = readPart(scanner);
    if (!part.ok) return part;
    parts.push(part.value);
    scanner.skipBlanks();
  } while (scanner.take(operator));
  if (parts.length === 1) return read(parts[0]!);
  const stepsPerCharacter = parts.reduce((steps, part) => steps + part.stepsPerCharacter, 0);
  return read({ holds: joined(parts), stepsPerCharacter });
}
