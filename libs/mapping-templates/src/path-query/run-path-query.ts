import { checkValueDepth, type Budget } from '../evaluate/budget.js';
import { areEqual, compareNumbers } from '../values/compare-values.js';
import { isNumber } from '../values/numbers.js';
import { ListValue, MapValue, type Value } from '../values/value.js';
import type { Condition, PathQuery, Select } from './path-query.js';

/**
 * What a path leads to: one value, `undefined` when there is none; a list, maybe empty, for a path to several
 * places.
 */
export function runPathQuery(
  { segments, isDefinite }: PathQuery,
  document: Value,
  budget: Budget,
): Value | undefined {
  let found: Value[] = [document];
  for (const { isDeep, select } of segments) {
    const next: Value[] = [];
    for (const value of found) {
      if (isDeep) selectBelow(value, select, next, budget);
      else selectFrom(value, select, next, budget);
    }
    found = next;
  }
  return isDefinite ? found[0] : new ListValue(found, true);
}

function selectBelow(value: Value, select: Select, found: Value[], budget: Budget, depth = 0): void {
  checkValueDepth(depth);
  budget.tick();
  selectFrom(value, select, found, budget);
  for (const child of childrenOf(value)) selectBelow(child, select, found, budget, depth + 1);
}

function selectFrom(value: Value, select: Select, found: Value[], budget: Budget): void {
  budget.tick();
  switch (select.kind) {
    case 'names':
      if (!(value instanceof MapValue)) return;
      budget.items(select.names.length);
      for (const name of select.names) if (value.entries.has(name)) found.push(value.get(name));
      return;
    case 'indexes':
      if (!(value instanceof ListValue)) return;
      budget.items(select.indexes.length);
      for (const index of select.indexes) {
        const item = value.items.at(index);
        if (item !== undefined) found.push(item);
      }
      return;
    case 'slice':
      if (!(value instanceof ListValue)) return;
      budget.items(value.items.length * 2);
      for (const item of value.items.slice(select.from ?? 0, select.to ?? undefined)) found.push(item);
      return;
    case 'all':
      for (const child of childrenOf(value)) {
        budget.items(2);
        found.push(child);
      }
      return;
    case 'filter':
      for (const child of value instanceof ListValue ? value.items : [value]) {
        budget.tick();
        if (select.anyOf.some((allOf) => allOf.every((condition) => holds(condition, child, budget))))
          found.push(child);
      }
      return;
    case 'length':
      if (value instanceof ListValue) found.push(value.items.length);
      else if (value instanceof MapValue) found.push(value.entries.size);
      else if (typeof value === 'string') found.push(value.length);
  }
}

function holds({ path, operator, operand, negated }: Condition, value: Value, budget: Budget): boolean {
  budget.items(1 + path.length);
  let place: Value | undefined = value;
  for (const name of path) place = place instanceof MapValue ? place.entries.get(name) : undefined;
  if (operator === null) return (place !== undefined) !== negated;
  if (place === undefined) return operator === '!=';
  if (operator === '==' || operator === '!=') {
    const same = (place === null) === (operand === null) && areEqual(place, operand, budget);
    return same === (operator === '==');
  }
  if (!isNumber(place) || !isNumber(operand)) return false;
  const order = compareNumbers(place, operand);
  if (order === 0) return operator === '<=' || operator === '>=';
  return order < 0 === (operator === '<' || operator === '<=');
}

function childrenOf(value: Value): Iterable<Value> {
  if (value instanceof ListValue) return value.items;
  return value instanceof MapValue ? value.entries.values() : [];
}
