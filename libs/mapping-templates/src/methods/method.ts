import type { Budget } from '../evaluate/budget.js';
import { printValue } from '../values/print-value.js';
import type { Value } from '../values/value.js';

/**
 * What a method of Java does here. A wrong call (arguments missing, index out of range) has the value null,
 * which prints nothing.
 */
export type Method<T> = (target: T, args: readonly Value[], budget: Budget) => Value;

/**
 * The methods of one kind of value. Names are looked up here and nowhere else: what is not in the table does
 * not exist.
 */
export type MethodTable<T> = ReadonlyMap<string, Method<T>>;

/** The text of an argument, "" when it is missing. */
export function textArgument(args: readonly Value[], index: number, budget: Budget): string {
  const text = printValue(args[index] ?? null, budget);
  // What is done with it takes at least one look at all of it: a comparison, the hash of a key.
  budget.work(text.length);
  return text;
}
