import type { Check, ValidationRun } from './validation-run.js';

/** What keywords ask of the compiler that they are compiled by. */
export interface SchemaCompiler {
  /** The check of a schema that stands below the one at hand. */
  readonly compile: (schema: unknown, at: string) => Check;
  readonly compilePattern: (source: string, at: string) => (text: string, run: ValidationRun) => boolean;
  /** Notes that a schema cannot be used as it is. */
  readonly report: (at: string, message: string) => void;
}

/** The keywords of one schema object, and where it stands. */
export interface SchemaNode {
  readonly members: Readonly<Record<string, unknown>>;
  readonly at: string;
}

/** Compiles the keywords for one type of value; none gives no checks. */
export type Keywords = (node: SchemaNode, compiler: SchemaCompiler) => readonly Check[];

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member: `__proto__` and `constructor` are names like any other. */
export function member(node: SchemaNode, name: string): unknown {
  return Object.hasOwn(node.members, name) ? node.members[name] : undefined;
}

/** A count keyword such as `minLength`; reports what is none. */
export function countOf(node: SchemaNode, name: string, compiler: SchemaCompiler): number | null {
  const value = member(node, name);
  if (value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  compiler.report(node.at, `${name} is not a whole number from 0`);
  return null;
}
