import type { Bounds, Shape, StringShape } from './operation.js';

/** What a value must satisfy, and how the service says so. */
export interface Constraint {
  readonly satisfied: (value: unknown) => boolean;
  readonly text: string;
  /** A sentence of the service's own, in place of the text. */
  readonly must?: string;
}

/** The constraints of a shape on its own value; not those of what is within. */
export function constraintsOfShape(shape: Shape): readonly Constraint[] {
  switch (shape.type) {
    case 'string':
      return [
        ...boundsOf(shape, 'length', (value) => (value as string).length),
        ...enumOf(shape),
        ...patternOf(shape),
      ];
    case 'list':
      return boundsOf(shape, 'length', (value) => (value as readonly unknown[]).length);
    case 'map':
      return boundsOf(shape, 'length', (value) => Object.keys(value as object).length);
    case 'integer':
    case 'long':
    case 'double':
      return boundsOf(shape, 'value', (value) => value as number);
    case 'structure':
    case 'boolean':
    case 'timestamp':
      return [];
    case 'blob':
      return boundsOf(shape, 'length', (value) => (value as Uint8Array).length);
  }
}

function boundsOf(
  { min, max }: Bounds,
  measure: 'length' | 'value',
  measured: (value: unknown) => number,
): readonly Constraint[] {
  const least = min !== undefined && {
    satisfied: (value: unknown) => measured(value) >= min,
    text: `Member must have ${measure} greater than or equal to ${min}`,
  };
  const most = max !== undefined && {
    satisfied: (value: unknown) => measured(value) <= max,
    text: `Member must have ${measure} less than or equal to ${max}`,
  };
  return [most, least].filter((constraint) => constraint !== false);
}

function enumOf(shape: StringShape): readonly Constraint[] {
  if (!shape.enum) return [];
  const values = new Set(shape.enum);
  return [
    {
      satisfied: (value) => values.has(value as string),
      text: `Member must satisfy enum value set: [${shape.enum.join(', ')}]`,
    },
  ];
}

function patternOf({ pattern }: StringShape): readonly Constraint[] {
  if (!pattern) return [];
  return [
    {
      satisfied: (value) => pattern.whole.test(value as string),
      text: `Member must satisfy regular expression pattern: ${pattern.text}`,
      ...(pattern.must !== undefined && { must: pattern.must }),
    },
  ];
}
