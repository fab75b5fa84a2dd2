import { priorityMax } from './routing-rule.js';

/** A rule by its id and place. */
export interface Placed {
  readonly id: string;
  readonly priority: number;
}

/**
 * New priorities, one after another, by which the rule at `index` (of those sorted by priority) comes before
 * the one above it. No two rules may have one priority at any time: where numbers have room it is one
 * change, else the two change places by way of a number that is free.
 */
export function movesUp(rules: readonly Placed[], index: number): readonly Placed[] {
  const moved = rules[index];
  const above = rules[index - 1];
  if (!moved || !above) return [];
  const before = rules[index - 2]?.priority ?? 0;
  const middle = Math.floor((before + above.priority) / 2);
  if (middle > before && middle < above.priority) return [{ id: moved.id, priority: middle }];
  const behind = rules[index + 1]?.priority ?? priorityMax + 1;
  if (behind - moved.priority > 1) return [{ id: above.id, priority: moved.priority + 1 }];
  const spare = spareOf(rules);
  return spare === null
    ? []
    : [
        { id: above.id, priority: spare },
        { id: moved.id, priority: above.priority },
        { id: above.id, priority: moved.priority },
      ];
}

/** The next number behind all, or the first that is free. */
function spareOf(rules: readonly Placed[]): number | null {
  const last = rules.at(-1)?.priority ?? 0;
  if (last < priorityMax) return last + 1;
  const taken = new Set(rules.map(({ priority }) => priority));
  for (let free = 1; free <= priorityMax; free += 1) if (!taken.has(free)) return free;
  return null;
}
