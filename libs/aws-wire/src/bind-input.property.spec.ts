import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { bindInput, hasPayload } from './bind-input.js';
import { constraintsOf } from './check-constraints.js';
import { createInput, inputShapes } from './generated/input-shapes.js';
import { operations } from './generated/operations.js';
import type { InputMember, Operation, StructureMember } from './operation.js';
import { readerOf, type ReadState } from './read-value.js';
import type { WireRequest } from './wire-request.js';

const everyOperation: readonly Operation[] = Object.values(operations);
const anyOperation = fc.constantFrom(...everyOperation);

const hostileKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', 'a/b', '\0');
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  hostileKey,
  fc.constantFrom('-1', 'true', '200', 'add'),
);
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e308, 2 ** 53),
);
const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
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

/**
 * Mostly what a shape wants, now and then anything. With `wild` 0 the types are right, and lists below maps have no
 * null elements: class-validator does not look into the entries of a map, the constraint pass does.
 */
function valueFor(shapeName: string, wild: number, nullElements = true): fc.Arbitrary<unknown> {
  const shape = inputShapes[shapeName];
  const fitting = (): fc.Arbitrary<unknown> => {
    switch (shape?.type) {
      case 'structure':
        return membersFor(shape.members, wild);
      case 'list':
        return fc.array(
          nullElements ? fc.option(valueFor(shape.member, wild), { freq: 9 }) : valueFor(shape.member, wild),
          { maxLength: 3 },
        );
      case 'map':
        return fc.dictionary(anyText, fc.option(valueFor(shape.value, wild, wild > 0), { freq: 9 }), {
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
      case 'blob':
      case undefined:
        return fc.uint8Array();
    }
  };
  return wild === 0
    ? fitting()
    : fc.oneof({ weight: 8, arbitrary: fitting() }, { weight: wild, arbitrary: anyJson });
}

const membersFor = (members: readonly (InputMember | StructureMember)[], wild: number) =>
  fc.record(
    Object.fromEntries(members.map(({ wireName, name, shape }) => [wireName ?? name, valueFor(shape, wild)])),
    { requiredKeys: [] },
  );

const anyParameters = (operation: Operation, location: InputMember['location']) => {
  const named = operation.members.filter((member) => member.location === location);
  const keys = [
    ...named.flatMap(({ wireName }) => (wireName === null ? [] : [wireName])),
    '__proto__',
    'other',
  ];
  return fc.dictionary(fc.constantFrom(...keys), fc.oneof(anyText, fc.array(anyText, { maxLength: 3 })), {
    noNullPrototype: true,
  });
};

const requestFor = (operation: Operation): fc.Arbitrary<WireRequest> =>
  fc.record({
    params: anyParameters(operation, 'uri'),
    query: anyParameters(operation, 'querystring'),
    headers: anyParameters(operation, 'header'),
    body: fc.oneof(
      {
        weight: 3,
        arbitrary: membersFor(
          operation.members.filter(({ location }) => location === 'body'),
          1,
        ),
      },
      { weight: 1, arbitrary: anyJson },
    ),
  });

const anyCall = anyOperation.chain((operation) =>
  requestFor(operation).map((request) => ({ operation, request })),
);

describe('bindInput', () => {
  test('answers any request with an input or a 400, and never throws', () => {
    fc.assert(
      fc.property(anyCall, ({ operation, request }) => {
        const bound = bindInput(operation, request);
        if (bound.ok) expect(bound.input).toBeInstanceOf(createInput[operation.name]().constructor);
        else expect(bound.error.status).toBe(400);
      }),
      { numRuns: 4000 },
    );
  });

  test('leaves the prototypes of objects alone', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(anyCall, ({ operation, request }) => {
        bindInput(operation, request);
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('takes an object of 100,000 keys and a list of 100,000 elements', () => {
    const tags = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 'v']));
    const binaryMediaTypes = Array.from({ length: 100_000 }, (_, index) => `a/${index}`);
    const bound = bindInput(operations.CreateRestApi, { body: { name: 'x', tags, binaryMediaTypes } });
    if (!bound.ok) throw new Error(bound.error.message);
    expect(Object.keys(bound.input.tags ?? {})).toHaveLength(100_000);
    expect(bound.input.binaryMediaTypes).toHaveLength(100_000);
  });
});

/** An input whose types are right but whose values need not satisfy any constraint. */
const typedInput = (operation: Operation): fc.Arbitrary<object> =>
  fc
    .record(
      Object.fromEntries(operation.members.map(({ name, shape }) => [name, fc.option(valueFor(shape, 0))])),
      { requiredKeys: [] },
    )
    .map((values) => {
      const state: ReadState = { error: null };
      const input = createInput[operation.name]() as Record<string, unknown>;
      for (const { name, shape, sparse, location } of operation.members) {
        const value = values[name];
        if (value === undefined || value === null) continue;
        input[name] = location === 'payload' ? value : readerOf(shape, sparse)(value, state);
      }
      return { input, typed: state.error === null };
    })
    .filter(({ typed }) => typed)
    .map(({ input }) => input);

test('the class-validator decorators and the constraint pass accept the same inputs', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      anyOperation.chain((operation) => typedInput(operation).map((input) => ({ operation, input }))),
      ({ operation, input }) => {
        const violations = constraintsOf(operation.name, operation.members)(input);
        const errors = validateSync(input, { forbidUnknownValues: false });
        expect({ violations, valid: errors.length === 0 }).toMatchObject({ valid: violations.length === 0 });
        if (violations.length === 0) accepted += 1;
      },
    ),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('operations with a payload take no JSON members', () => {
  for (const operation of everyOperation.filter(hasPayload))
    expect(operation.members.filter(({ location }) => location === 'body')).toEqual([]);
});
