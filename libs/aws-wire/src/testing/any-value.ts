import fc from 'fast-check';
import type { InputMember, Shapes, StructureMember } from '../engine/operation.js';

const hostileKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', 'a/b', '\0');
/** Text, hostile keys among it. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  hostileKey,
  fc.constantFrom('-1', 'true', '200', 'add'),
);
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e308, 2 ** 53),
);
/** Any JSON value. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    anyText,
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(anyText, hostileKey), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** Mostly what a shape of the table wants, now and then anything; with `wild` 0 the types are right. */
export function valueFor(shapes: Shapes, shapeName: string, wild: number): fc.Arbitrary<unknown> {
  const shape = shapes[shapeName];
  const fitting = (): fc.Arbitrary<unknown> => {
    switch (shape?.type) {
      case 'structure':
        return membersFor(shapes, shape.members, wild);
      case 'list':
        return fc.array(fc.option(valueFor(shapes, shape.member, wild), { freq: 9 }), { maxLength: 3 });
      case 'map':
        return fc.dictionary(anyText, fc.option(valueFor(shapes, shape.value, wild), { freq: 9 }), {
          maxKeys: 3,
        });
      case 'string':
        return shape.enum
          ? fc.oneof(fc.constantFrom(...shape.enum), anyText)
          : fc.oneof(anyText, fc.constantFrom('200', '5xx', '*', ' '));
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'long':
      case 'double':
        return fc.oneof(fc.integer(), anyNumber);
      case 'timestamp':
        return fc.date({ noInvalidDate: true });
      case 'blob':
      case undefined:
        return fc.uint8Array();
    }
  };
  return wild === 0
    ? fitting()
    : fc.oneof({ weight: 8, arbitrary: fitting() }, { weight: wild, arbitrary: anyJson });
}

/** An object with some of the members, under their wire names. */
export const membersFor = (
  shapes: Shapes,
  members: readonly (InputMember | StructureMember)[],
  wild: number,
): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      members.map(({ wireName, name, shape }) => [wireName ?? name, valueFor(shapes, shape, wild)]),
    ),
    { requiredKeys: [] },
  );
