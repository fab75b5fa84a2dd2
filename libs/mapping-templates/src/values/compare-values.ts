import type { Budget } from '../evaluate/budget.js';
import { checkValueDepth } from '../evaluate/budget.js';
import { isNumber, toJsNumber } from './numbers.js';
import { printValue } from './print-value.js';
import { DoubleValue, EntryValue, ListValue, MapValue, type NumberValue, type Value } from './value.js';

/**
 * `==` of Velocity 1.7: numbers by value, like kinds by content, unlike kinds by their text. What is missing
 * equals both null and "" (recorded: VTL).
 */
export function areEqual(left: Value, right: Value, budget: Budget): boolean {
  budget.tick();
  if (left === null || right === null) return (left ?? '') === (right ?? '');
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (typeof left === 'string' && typeof right === 'string') return sameText(left, right, budget);
  if (isCollection(left) && isCollection(right)) return equalsJava(left, right, budget);
  return sameText(printValue(left, budget), printValue(right, budget), budget);
}

/** `equals` of Java: unlike kinds are never equal, and an integer is no double. */
export function equalsJava(left: Value, right: Value, budget: Budget, depth = 0): boolean {
  checkValueDepth(depth);
  budget.tick();
  if (typeof left === 'string') return typeof right === 'string' && sameText(left, right, budget);
  if (left === right) return true;
  if (left instanceof DoubleValue) return right instanceof DoubleValue && left.value === right.value;
  if (left instanceof ListValue) {
    if (!(right instanceof ListValue) || left.items.length !== right.items.length) return false;
    return left.items.every((item, index) => equalsJava(item, right.items[index]!, budget, depth + 1));
  }
  if (left instanceof MapValue) {
    if (!(right instanceof MapValue) || left.entries.size !== right.entries.size) return false;
    // Beside their values, which count themselves: each name is looked for.
    for (const [key, value] of left.entries) {
      budget.tick();
      if (!right.entries.has(key) || !equalsJava(value, right.get(key), budget, depth + 1)) return false;
    }
    return true;
  }
  if (left instanceof EntryValue) {
    return (
      right instanceof EntryValue &&
      left.key === right.key &&
      equalsJava(left.value, right.value, budget, depth + 1)
    );
  }
  return false;
}

/** Below, at or above zero as `left` is below, at or above `right`; exact also for integers over 2^53. */
export function compareNumbers(left: NumberValue, right: NumberValue): number {
  if (typeof left === 'bigint' || typeof right === 'bigint') {
    if (left instanceof DoubleValue || right instanceof DoubleValue)
      return toJsNumber(left) - toJsNumber(right);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return toJsNumber(left) - toJsNumber(right);
}

/**
 * What `#if` takes for true: all but null and false. An empty text, an empty list and zero are true (Velocity
 * 1.7).
 */
export function isTrue(value: Value): boolean {
  return value !== null && value !== false;
}

function sameText(left: string, right: string, budget: Budget): boolean {
  if (left.length === right.length) budget.work(left.length);
  return left === right;
}

function isCollection(value: Value): boolean {
  return value instanceof ListValue || value instanceof MapValue || value instanceof EntryValue;
}
