import type { Schema } from './field.js';

/** One row of the README's table of settings. */
export interface ConfigRow {
  readonly name: string;
  /** `''` when there is none. */
  readonly default: string;
  /** What is allowed, in words. */
  readonly bounds: string;
  readonly required: boolean;
  readonly description: string;
}

/** The schema as rows in its own order, for documents and for the test that compares them. */
export function describeConfig(schema: Schema): readonly ConfigRow[] {
  return Object.values(schema).map((field) => ({
    name: field.variable,
    default: field.secret ? '' : (field.defaultText ?? ''),
    bounds: field.allowed,
    required: field.defaultText === undefined && !field.optional,
    description: field.description,
  }));
}
