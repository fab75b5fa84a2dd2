import { movesUp, type Placed } from './rule-moves.js';
import { priorityMax } from './routing-rule.js';

/** Plays moves as the service does, which refuses a priority that is taken. */
function order(priorities: readonly number[], index: number): { ids: string; calls: number } {
  let rules: Placed[] = priorities.map((priority, at) => ({ id: 'abcdef'[at]!, priority }));
  const moves = movesUp(rules, index);
  for (const { id, priority } of moves) {
    if (rules.some((rule) => rule.id !== id && rule.priority === priority)) throw new Error('taken');
    if (priority < 1 || priority > priorityMax) throw new Error('out of bounds');
    rules = rules.map((rule) => (rule.id === id ? { id, priority } : rule));
  }
  const sorted = rules.sort((a, b) => a.priority - b.priority);
  return { ids: sorted.map(({ id }) => id).join(''), calls: moves.length };
}

test('a rule comes before the one above it, by one change where there is room', () => {
  expect(order([10, 20, 30], 2)).toEqual({ ids: 'acb', calls: 1 });
  expect(order([10, 20, 30], 1)).toEqual({ ids: 'bac', calls: 1 });
  expect(order([1, 2, 9], 1)).toEqual({ ids: 'bac', calls: 1 });
  expect(order([10, 20], 0)).toEqual({ ids: 'ab', calls: 0 });
});

test('rules without room between them change places, and no priority is there twice at any time', () => {
  expect(order([1, 2, 3], 1)).toEqual({ ids: 'bac', calls: 3 });
  expect(order([1, 2, 3], 2)).toEqual({ ids: 'acb', calls: 1 });
  expect(order([priorityMax - 2, priorityMax - 1, priorityMax], 2)).toEqual({ ids: 'acb', calls: 3 });
});
