import type { Budget } from '../evaluate/budget.js';
import { printValue } from '../values/print-value.js';
import { ListValue, MapValue, type Value } from '../values/value.js';

/** One text, or several for a parameter with several values. */
export type OverrideValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * What a template has written to `$context.requestOverride` and `$context.responseOverride`: it wins over
 * parameter mappings.
 */
export interface TemplateOverrides {
  readonly request: {
    readonly path: OverrideValues;
    readonly querystring: OverrideValues;
    readonly header: OverrideValues;
  };
  readonly response: {
    /** Null when there is none, or none that is a status. */
    readonly status: number | null;
    readonly header: OverrideValues;
  };
  /** For the scope of a later template of the same request, which sees what this one wrote. */
  readonly memory: ContextMemory;
}

/** Opaque outside this lib. */
export interface ContextMemory {
  readonly request: Value;
  readonly response: Value;
  /** What else was written to `$context`. */
  readonly members: ReadonlyMap<string, Value>;
}

/** The overrides as data; null when nothing was written. */
export function overridesOf(memory: ContextMemory | null, budget: Budget): TemplateOverrides | null {
  if (memory === null) return null;
  const { request, response } = memory;
  const statusText = printValue(memberOf(response, 'status'), budget);
  return {
    request: {
      path: valuesOf(memberOf(request, 'path'), budget),
      querystring: valuesOf(memberOf(request, 'querystring'), budget),
      header: valuesOf(memberOf(request, 'header'), budget),
    },
    response: {
      status: /^[1-5]\d\d$/.test(statusText) ? Number(statusText) : null,
      header: valuesOf(memberOf(response, 'header'), budget),
    },
    memory,
  };
}

function memberOf(map: Value, name: string): Value {
  return map instanceof MapValue ? map.get(name) : null;
}

// Each is counted, also a text that many parameters share: every one of them is looked at and sent.
function valuesOf(map: Value, budget: Budget): OverrideValues {
  const textOf = (value: Value) => budget.text(printValue(value, budget));
  const values = Object.create(null) as Record<string, string | readonly string[]>;
  if (!(map instanceof MapValue)) return values;
  for (const [name, value] of map.entries) {
    if (value === null) continue;
    values[name] = value instanceof ListValue ? value.items.map(textOf) : textOf(value);
  }
  return values;
}
