import { invalidPattern, read, type FilterPattern, type Read } from '../filter-pattern.js';
import type { PatternLimits } from '../pattern-limits.js';
import { readComparison } from '../read-comparison.js';
import { readCondition, type Condition, type ReadSimple } from '../read-condition.js';
import type { Scanner } from '../scanner.js';
import { splitFields, type Field } from './split-fields.js';

/** Fields in order, and the place of `...`, which stands for any number of them; null without. */
interface FieldsPattern {
  /** What must hold of a field; null for one of any value. */
  readonly conditions: readonly (Condition<string> | null)[];
  readonly ellipsisAt: number | null;
}

/** Names of fields between blanks, in order, with conditions: `[ip, ..., status = 4*, bytes > 1000]`. */
export function readFieldsPattern(scanner: Scanner, limits: PatternLimits): Read<FilterPattern> {
  const conditions: (Condition<string> | null)[] = [];
  let ellipsisAt: number | null = null;
  do {
    scanner.skipBlanks();
    if (scanner.take('...')) {
      if (ellipsisAt !== null) return invalidPattern;
      ellipsisAt = conditions.length;
    } else {
      const condition = readField(scanner, limits);
      if (!condition.ok) return condition;
      conditions.push(condition.value);
    }
    scanner.skipBlanks();
  } while (scanner.take(','));
  if (!scanner.isAtEnd) return invalidPattern;
  const pattern: FieldsPattern = { conditions, ellipsisAt };
  return read({
    matches: (message) => matches(pattern, message),
    stepsPerCharacter: conditions.reduce(
      (steps, condition) => steps + (condition?.stepsPerCharacter ?? 0),
      4,
    ),
  });
}

/** A name, or conditions that all name the same field. */
function readField(scanner: Scanner, limits: PatternLimits): Read<Condition<string> | null> {
  if (scanner.takeMatch(/[\p{L}\p{N}_]*\s*(?=,|$)/uy) !== null) return read(null);
  const names = new Set<string>();
  const readSimple: ReadSimple<string> = () => {
    const name = scanner.takeMatch(/[\p{L}\p{N}_]+/uy);
    if (name === null) return invalidPattern;
    names.add(name);
    scanner.skipBlanks();
    return readComparison(scanner, limits);
  };
  const condition = readCondition(scanner, readSimple);
  return condition.ok && names.size > 1 ? invalidPattern : condition;
}

function matches({ conditions, ellipsisAt }: FieldsPattern, message: string): boolean {
  const count = conditions.length;
  const fields = splitFields(message, ellipsisAt === null ? count + 1 : Infinity);
  if (fields.length < count) return false;
  return conditions.every((condition, index) => {
    if (condition === null) return true;
    if (ellipsisAt === null) return condition.holds(valueOf(fields, index, count, message));
    const fromEnd = index >= ellipsisAt;
    return condition.holds(fields[fromEnd ? fields.length - count + index : index]!.value);
  });
}

/** The last of the fields that are named has all the rest of the message. */
function valueOf(fields: readonly Field[], index: number, count: number, message: string): string {
  const field = fields[index]!;
  return index === count - 1 && fields.length > count ? message.slice(field.start).trimEnd() : field.value;
}
