import type { Call } from '../../wire/operation.js';

/** One thing that a change alters: null stands for nothing, before or behind. */
export interface Alteration {
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A call of a change. One that needs what earlier calls brought says what it looks like until then. */
export type Step = Call | { readonly preview: Call; readonly from: (outputs: readonly unknown[]) => Call };

/** Something to change, to be looked at before it is done. */
export interface Change {
  /** Such as `Create resource /pets`. */
  readonly title: string;
  /** What will be different. */
  readonly alterations: readonly Alteration[];
  /** In this order; the first that fails ends it. */
  readonly steps: readonly Step[];
  /** The button, such as `Create`. */
  readonly confirm: string;
  /** A change that takes something away for good: the button is red, and this sentence says what is lost. */
  readonly danger?: string;
}

export const previewOf = (step: Step): Call => ('preview' in step ? step.preview : step);
export const callOf = (step: Step, outputs: readonly unknown[]): Call =>
  'preview' in step ? step.from(outputs) : step;

const shown = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

type Entries = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const alterationsOf = (what: string, from: unknown, to: unknown): Alteration[] => {
  if (isMap(from) || isMap(to)) {
    const before = isMap(from) ? from : {};
    const behind = isMap(to) ? to : {};
    const keys = [...new Set([...Object.keys(before), ...Object.keys(behind)])];
    return keys.flatMap((key) => alterationsOf(`${what} ${key}`, before[key], behind[key]));
  }
  const alteration = { what, from: shown(from), to: shown(to) };
  return alteration.from === alteration.to ? [] : [alteration];
};

/**
 * What differs between two objects, by member; labels may say more than their names. Of maps each entry is a
 * row of its own, so that a template is read as it was typed.
 */
export function alterationsBetween<T extends object>(
  from: Partial<T>,
  to: Partial<T>,
  labels: Partial<Record<keyof T & string, string>> = {},
): Alteration[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])] as (keyof T & string)[];
  return names.flatMap((name) => alterationsOf(labels[name] ?? name, from[name], to[name]));
}
