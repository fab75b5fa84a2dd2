import fc from 'fast-check';
import type { Operation } from '#libs/aws-wire';

/** A call of a service, well made or not. */
export interface MadeUpCall {
  readonly name: string;
  readonly input: object;
}

const text = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '__proto__',
    "'; DROP TABLE log_groups; --",
    '😀',
    'arn:aws:logs:::',
    '*',
    '%',
    '{',
    '[',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'{}[]()$.*%"\\?-=!<>&| a1'), maxLength: 30 }),
  fc.integer({ min: 500, max: 3_000 }).map((length) => 'x'.repeat(length)),
);
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 53, -1, 1e300, 4e15, 2 ** 63));
const anything = fc.oneof(
  text,
  number,
  fc.constantFrom(null, true, [], {}),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
  fc.array(fc.record({ timestamp: number, message: text }, { requiredKeys: [] }), { maxLength: 3 }),
);

/**
 * Calls of any of the operations, of whose members most are what they may be, as far as `good` says, and some
 * are anything.
 */
export function madeUpCalls(
  operations: Readonly<Record<string, Operation>>,
  good: Readonly<Record<string, readonly unknown[]>>,
): fc.Arbitrary<MadeUpCall> {
  return fc.constantFrom(...Object.values(operations)).chain(({ name, members }) => {
    const known = members.map((member) => {
      const values = good[member.name] ?? [];
      const wellMade = fc.nat().map((index) => values[index % values.length]);
      return [
        member.name,
        fc.oneof(
          { weight: 1, arbitrary: anything },
          { weight: values.length > 0 ? 9 : 0, arbitrary: wellMade },
        ),
      ];
    });
    const requiredKeys = members.filter((member) => member.required).map((member) => member.name);
    return fc.record({
      name: fc.constant(name),
      input: fc.record(Object.fromEntries(known) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys }),
    });
  });
}
