import type { TemplateOverrides } from './objects/template-overrides.js';

/** A value of `$context`: text, number, truth value, nothing, or more of them by name. */
export type ContextValue = string | number | boolean | null | ContextRecord;

/**
 * Members of `$context`. Only own members can be reached, so its prototype does not matter; null is the
 * habit.
 */
export interface ContextRecord {
  readonly [name: string]: ContextValue | undefined;
}

/** Values by name, own members only. */
export type Values = Readonly<Record<string, string | undefined>>;

/**
 * What a template can see of a request. Members may be getters: each is read only when the template asks for
 * it.
 */
export interface TemplateScope {
  readonly params: {
    /** Raw path variables. */
    readonly path: Values;
    /** Decoded query parameters, of a repeated one the last value. */
    readonly querystring: Values;
    /** Header values by the name they are looked up with: matching is by exact spelling. */
    readonly header: Values;
  };
  /** The payload as text: the request's in a request template, the integration's in a response template. */
  readonly body: string;
  readonly context: ContextRecord;
  readonly stageVariables: Values;
  /**
   * What an earlier template of the same request has written: a response template sees it (recorded: MOCK).
   */
  readonly overrides?: TemplateOverrides | null;
}

/**
 * The own member of this name, `undefined` when there is none: `constructor` and `__proto__` reach nothing.
 */
export function ownMember<V>(values: Readonly<Record<string, V | undefined>>, name: string): V | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Walks into `$context`; `undefined` when a step is missing or leads into something without members. */
export function contextValue(context: ContextRecord, path: readonly string[]): ContextValue | undefined {
  let value: ContextValue | undefined = context;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = ownMember(value, name);
  }
  return value;
}

/**
 * How a value prints. Missing ones, nulls and whole records print nothing (recorded: VTL, `$context`
 * members).
 */
export function printValue(value: ContextValue | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') return '';
  return typeof value === 'string' ? value : String(value);
}
