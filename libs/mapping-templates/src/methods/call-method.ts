import type { Budget } from '../evaluate/budget.js';
import { isNumber, toInteger } from '../values/numbers.js';
import { printValue } from '../values/print-value.js';
import { EntryValue, ListValue, MapValue, type Value } from '../values/value.js';
import { itemAt, listMethods, setItem } from './list-methods.js';
import { mapMethods } from './map-methods.js';
import { textArgument } from './method.js';
import { booleanMethods, numberMethods } from './number-methods.js';
import { stringMethods } from './string-methods.js';

/**
 * The value of `$target.name(args)`. Only the tables of the target's kind are asked, so no name, `getClass`
 * and `constructor` included, reaches anything that is not written there.
 */
export function callMethod(target: Value, name: string, args: readonly Value[], budget: Budget): Value {
  budget.step();
  if (target === null) return null;
  if (typeof target === 'string') return stringMethods.get(name)?.(target, args, budget) ?? null;
  if (typeof target === 'boolean') return booleanMethods.get(name)?.(target, args, budget) ?? null;
  if (isNumber(target)) return numberMethods.get(name)?.(target, args, budget) ?? null;
  if (target instanceof MapValue) return mapMethods.get(name)?.(target, args, budget) ?? null;
  if (target instanceof ListValue) return listMethods.get(name)?.(target, args, budget) ?? null;
  if (target instanceof EntryValue) return callEntry(target, name, budget);
  return target.call(name, args, budget);
}

/** The value of `$target.name`: a map's entry, or what Java has a getter for. */
export function memberOf(target: Value, name: string, budget: Budget): Value {
  if (target instanceof MapValue) {
    budget.work(name.length);
    return target.get(name);
  }
  if (target === null || typeof target === 'boolean' || isNumber(target)) return null;
  if (typeof target === 'string') return name === 'empty' ? target === '' : null;
  if (target instanceof ListValue) return name === 'empty' ? target.items.length === 0 : null;
  if (target instanceof EntryValue)
    return name === 'key' ? target.key : name === 'value' ? target.value : null;
  return target.member(name, budget);
}

/** The value of `$target[index]`. */
export function elementOf(target: Value, index: Value, budget: Budget): Value {
  if (target instanceof ListValue) return itemAt(target, index);
  return memberOf(target, printValue(index, budget), budget);
}

/**
 * `#set($target[index] = value)`; what is neither map nor list takes no values, and says nothing about it (as
 * Velocity).
 */
export function setElement(target: Value, index: Value, value: Value, budget: Budget): void {
  if (target instanceof MapValue) target.put(textArgument([index], 0, budget), value);
  else if (target instanceof ListValue && toInteger(index) !== null) setItem(target, index, value);
}

function callEntry(entry: EntryValue, name: string, budget: Budget): Value {
  if (name === 'getKey') return entry.key;
  if (name === 'getValue') return entry.value;
  return name === 'toString' ? printValue(entry, budget) : null;
}
