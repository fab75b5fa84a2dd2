import { equalsJava } from '../values/compare-values.js';
import { isNumber, toInteger } from '../values/numbers.js';
import { printValue } from '../values/print-value.js';
import { ListValue, type Value } from '../values/value.js';
import { IteratorValue } from './iterator-value.js';
import type { Method, MethodTable } from './method.js';

type ListMethod = Method<ListValue>;

/** The item at an index, null outside the list. */
export function itemAt({ items }: ListValue, index: Value | undefined): Value {
  const at = toInteger(index);
  return at === null ? null : (items[at] ?? null);
}

/** Writes an item, true when the index was inside the list. */
export function setItem({ items }: ListValue, index: Value | undefined, value: Value): boolean {
  const at = toInteger(index);
  if (at === null || at < 0 || at >= items.length) return false;
  items[at] = value;
  return true;
}

const indexOf: ListMethod = ({ items }, args, budget) =>
  items.findIndex((item) => equalsJava(item, args[0] ?? null, budget));

const add: ListMethod = ({ items }, args, budget) => {
  if (args.length < 2) {
    items.push(args[0] ?? null);
    return true;
  }
  const at = toInteger(args[0]);
  if (at === null || at < 0 || at > items.length) return null;
  budget.work(items.length);
  items.splice(at, 0, args[1]!);
  return null;
};

const addAll: ListMethod = (list, args, budget) => {
  const others = args[0];
  if (!(others instanceof ListValue)) return null;
  budget.items(others.items.length);
  // A copy first: a list may be added to itself.
  for (const item of others.items.slice()) list.items.push(item);
  return others.items.length > 0;
};

const remove: ListMethod = (list, args, budget) => {
  budget.work(list.items.length);
  if (!isNumber(args[0] ?? null)) {
    const at = indexOf(list, args, budget) as number;
    return at >= 0 && list.items.splice(at, 1).length > 0;
  }
  const at = toInteger(args[0]);
  return at === null || at < 0 || at >= list.items.length ? null : list.items.splice(at, 1)[0]!;
};

const set: ListMethod = (list, args) => {
  const before = itemAt(list, args[0]);
  return setItem(list, args[0], args[1] ?? null) ? before : null;
};

const subList: ListMethod = ({ items, isJson }, args, budget) => {
  const [from, to] = [toInteger(args[0]), toInteger(args[1])];
  if (from === null || to === null || from < 0 || to > items.length || from > to) return null;
  budget.items(to - from);
  return new ListValue(items.slice(from, to), isJson);
};

/** `java.util.List`; `count` is a name for the size that AWS's users know (guide page "$input variables"). */
export const listMethods: MethodTable<ListValue> = new Map<string, ListMethod>([
  ['add', add],
  ['addAll', addAll],
  ['clear', ({ items }) => ((items.length = 0), null)],
  ['contains', (list, args, budget) => (indexOf(list, args, budget) as number) >= 0],
  [
    'containsAll',
    (list, args, budget) =>
      args[0] instanceof ListValue && args[0].items.every((item) => listHas(list, item, budget)),
  ],
  ['count', ({ items }) => items.length],
  ['equals', (list, args, budget) => equalsJava(list, args[0] ?? null, budget)],
  ['get', (list, args) => itemAt(list, args[0])],
  ['indexOf', indexOf],
  ['isEmpty', ({ items }) => items.length === 0],
  ['iterator', ({ items }) => new IteratorValue(items)],
  ['remove', remove],
  ['set', set],
  ['size', ({ items }) => items.length],
  ['subList', subList],
  ['toString', (list, _args, budget) => printValue(list, budget)],
]);

const listHas = (list: ListValue, item: Value, budget: Parameters<ListMethod>[2]) =>
  (indexOf(list, [item], budget) as number) >= 0;
