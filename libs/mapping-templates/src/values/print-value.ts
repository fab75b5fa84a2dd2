import { checkValueDepth, type Budget } from '../evaluate/budget.js';
import { isNumber, printNumber } from './numbers.js';
import { EntryValue, ListValue, MapValue, type Value } from './value.js';

/**
 * Text of a value where a template prints it (recorded: VTL). Null prints nothing; a map Java style, `{a=b,
 * c=d}`; a list that came from JSON as JSON, also inside a map; any other list Java style.
 */
export function printValue(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (value instanceof ListValue || value instanceof MapValue || value instanceof EntryValue) {
    return budget.text(printJava(value, budget, 0));
  }
  return printScalar(value);
}

/** JSON text of a value. */
export function printJson(value: Value, budget: Budget, depth = 0): string {
  checkValueDepth(depth);
  budget.tick();
  if (value === null) return 'null';
  if (typeof value === 'string') return budget.text(JSON.stringify(value));
  if (value instanceof ListValue) {
    if (value.items.length === 0) return '[]';
    budget.step();
    return `[${join(value.items, ',', budget, (item) => printJson(item, budget, depth + 1))}]`;
  }
  if (value instanceof MapValue) {
    if (value.entries.size === 0) return '{}';
    budget.step();
    const member = ([key, item]: [string, Value]) =>
      `${JSON.stringify(key)}:${printJson(item, budget, depth + 1)}`;
    return `{${join(value.entries, ',', budget, member)}}`;
  }
  if (typeof value === 'boolean' || isNumber(value)) return printScalar(value);
  return JSON.stringify(printValue(value, budget));
}

function printJava(value: Value, budget: Budget, depth: number): string {
  checkValueDepth(depth);
  budget.tick();
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (value instanceof ListValue) {
    if (value.isJson) return printJson(value, budget, depth);
    budget.step();
    return `[${join(value.items, ', ', budget, (item) => printJava(item, budget, depth + 1))}]`;
  }
  if (value instanceof MapValue) {
    if (value.isSilent) return '';
    if (value.entries.size === 0) return '{}';
    budget.step();
    const member = ([key, item]: [string, Value]) => `${key}=${printJava(item, budget, depth + 1)}`;
    return `{${join(value.entries, ', ', budget, member)}}`;
  }
  if (value instanceof EntryValue) return `${value.key}=${printJava(value.value, budget, depth + 1)}`;
  return printScalar(value);
}

// Piece by piece and counted, so that a small graph with many paths through it cannot print to any size.
function join<T>(items: Iterable<T>, separator: string, budget: Budget, print: (item: T) => string): string {
  const pieces: string[] = [];
  let length = 0;
  for (const item of items) {
    const piece = print(item);
    pieces.push(piece);
    length += piece.length + separator.length;
    budget.reserve(length, piece.length);
  }
  return pieces.join(separator);
}

function printScalar(value: Exclude<Value, null | string | ListValue | MapValue | EntryValue>): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  // Hosts ($input, $util, $foreach) have no text of their own worth showing.
  return isNumber(value) ? printNumber(value) : '';
}
