import { equalsJava } from '../values/compare-values.js';
import { printValue } from '../values/print-value.js';
import { EntryValue, ListValue, MapValue, type Value } from '../values/value.js';
import { textArgument, type Method, type MethodTable } from './method.js';

type MapMethod = Method<MapValue>;

const put: MapMethod = (map, args, budget) => {
  const key = textArgument(args, 0, budget);
  const before = map.get(key);
  map.put(key, args[1] ?? null);
  return before;
};

const remove: MapMethod = (map, args, budget) => {
  const key = textArgument(args, 0, budget);
  const before = map.get(key);
  map.entries.delete(key);
  return before;
};

const putAll: MapMethod = (map, args, budget) => {
  if (!(args[0] instanceof MapValue)) return null;
  budget.items(args[0].entries.size);
  for (const [key, value] of [...args[0].entries]) {
    budget.step();
    map.put(key, value);
  }
  return null;
};

const putIfAbsent: MapMethod = (map, args, budget) => {
  const before = map.get(textArgument(args, 0, budget));
  if (before === null) put(map, args, budget);
  return before;
};

// Without a copy, which would cost as much as the map is large however early the value is found.
const containsValue: MapMethod = (map, args, budget) => {
  for (const value of map.entries.values()) if (equalsJava(value, args[0] ?? null, budget)) return true;
  return false;
};

const listOf = (map: MapValue, budget: Parameters<MapMethod>[2], pick: (entry: [string, Value]) => Value) => {
  budget.items(map.entries.size);
  return new ListValue(Array.from(map.entries, pick), false);
};

// Twice as dear as a list of what is there already: each entry is made.
const entrySet: MapMethod = (map, _args, budget) => {
  budget.items(map.entries.size);
  return listOf(map, budget, ([key, value]) => new EntryValue(key, value));
};

/** `java.util.Map` with keys as text. Key sets and value collections are copies. */
export const mapMethods: MethodTable<MapValue> = new Map<string, MapMethod>([
  ['clear', (map) => (map.entries.clear(), null)],
  ['containsKey', (map, args, budget) => map.entries.has(textArgument(args, 0, budget))],
  ['containsValue', containsValue],
  ['entrySet', entrySet],
  ['equals', (map, args, budget) => equalsJava(map, args[0] ?? null, budget)],
  ['get', (map, args, budget) => map.get(textArgument(args, 0, budget))],
  [
    'getOrDefault',
    (map, args, budget) => {
      const key = textArgument(args, 0, budget);
      return map.entries.has(key) ? map.get(key) : (args[1] ?? null);
    },
  ],
  ['isEmpty', (map) => map.entries.size === 0],
  ['keySet', (map, _args, budget) => listOf(map, budget, ([key]) => key)],
  ['put', put],
  ['putAll', putAll],
  ['putIfAbsent', putIfAbsent],
  ['remove', remove],
  ['size', (map) => map.entries.size],
  ['toString', (map, _args, budget) => printValue(map, budget)],
  ['values', (map, _args, budget) => listOf(map, budget, ([, value]) => value)],
]);
