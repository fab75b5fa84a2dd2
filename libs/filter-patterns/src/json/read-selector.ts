import { invalidPattern, read, type Read } from '../filter-pattern.js';
import type { PatternLimits } from '../pattern-limits.js';
import { type Scanner, unescapeQuoted } from '../scanner.js';

/** One step into a JSON value; a wildcard is every member or element. */
type Step =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'any' };

/** The values that a selector finds in a JSON value; more than one where it has a wildcard. */
export type Selector = (root: unknown) => readonly unknown[];

/** `$.a.b[0]`, `$.['a.b']`, `$.list[*].id`: at most one wildcard. */
export function readSelector(scanner: Scanner, limits: PatternLimits): Read<Selector> {
  if (!scanner.take('$')) return invalidPattern;
  const steps: Step[] = [];
  for (let step = readStep(scanner); step !== 'end'; step = readStep(scanner)) {
    if (!step.ok) return step;
    steps.push(step.value);
  }
  const wildcards = steps.filter(({ kind }) => kind === 'any').length;
  if (steps.length === 0 || wildcards > 1) return invalidPattern;
  if (wildcards === 1 && !limits.takesWildcardSelector()) return invalidPattern;
  const finders = steps.map(within);
  return read((root) => finders.reduce<readonly unknown[]>((values, find) => values.flatMap(find), [root]));
}

function readStep(scanner: Scanner): Read<Step> | 'end' {
  if (scanner.take('.')) {
    if (scanner.take('*')) return read({ kind: 'any' });
    const name = scanner.takeMatch(/[\p{L}\p{N}_@:/-]+/uy);
    if (name !== null) return read({ kind: 'member', name });
    return scanner.take('[') ? readBracket(scanner) : invalidPattern;
  }
  return scanner.take('[') ? readBracket(scanner) : 'end';
}

function readBracket(scanner: Scanner): Read<Step> {
  const step = stepInBracket(scanner);
  return step && scanner.take(']') ? read(step) : invalidPattern;
}

function stepInBracket(scanner: Scanner): Step | null {
  if (scanner.take('*')) return { kind: 'any' };
  const index = scanner.takeMatch(/\d{1,9}/y);
  if (index !== null) return { kind: 'element', index: Number(index) };
  const quote = scanner.takeMatch(/['"]/y);
  const name = quote === null ? null : scanner.takeUntil(quote);
  return name === null ? null : { kind: 'member', name: unescapeQuoted(name) };
}

/** What a step finds in a value; members of its prototype are none of it. */
function within(step: Step): (value: unknown) => readonly unknown[] {
  switch (step.kind) {
    case 'member':
      return (value) => (isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []);
    case 'element':
      return (value) => (isArray(value) && step.index < value.length ? [value[step.index]] : []);
    case 'any':
      return (value) => (isArray(value) ? value : isObject(value) ? Object.values(value) : []);
  }
}

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
