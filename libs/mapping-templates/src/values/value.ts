import type { Budget } from '../evaluate/budget.js';

/**
 * All that a template can hold. Nothing here is a host object: text, numbers and truth values are
 * JavaScript's own and are never asked for members; everything else is one of the classes of this lib, whose
 * members are reached through tables.
 */
export type Value = null | boolean | string | NumberValue | ListValue | MapValue | EntryValue | HostValue;

/**
 * Java's integers are numbers while they are exact and bigints beyond; a double is boxed, as `1.0` is not `1`
 * in print.
 */
export type NumberValue = number | bigint | DoubleValue;

export class DoubleValue {
  constructor(readonly value: number) {}
}

/** A Java list. `isJson`: it came out of JSON and prints as JSON; others print Java style (recorded: VTL). */
export class ListValue {
  constructor(
    readonly items: Value[],
    readonly isJson: boolean,
  ) {}
}

/** A Java map with keys as text, in the order of their first writing. */
export class MapValue {
  /** `isSilent`: prints nothing, as `$context` and its parts (recorded: VTL). */
  constructor(
    readonly entries: Map<string, Value> = new Map(),
    readonly isSilent = false,
  ) {}

  get(key: string): Value {
    return this.entries.get(key) ?? null;
  }

  put(key: string, value: Value): void {
    this.entries.set(key, value);
  }
}

/** One of `entrySet()`. */
export class EntryValue {
  constructor(
    readonly key: string,
    readonly value: Value,
  ) {}
}

/**
 * What AWS and Velocity offer under a name: `$input`, `$util`, `$foreach`, an iterator, a block. Prints
 * nothing.
 */
export abstract class HostValue {
  /** A member by name, null when there is none. */
  abstract member(name: string, budget: Budget): Value;
  /** The value of a method, null when there is none of this name. */
  abstract call(name: string, args: readonly Value[], budget: Budget): Value;
}
