import fc from 'fast-check';
import { operations } from '../generated/apigateway/operations.js';
import { anyJson, anyText, membersFor } from '../testing/any-value.js';
import { bindInput, hasPayload } from './bind-input.js';
import type { InputMember, Operation } from './operation.js';
import type { WireRequest } from './wire-request.js';

const everyOperation: readonly Operation[] = Object.values<Operation>(operations);
const anyOperation = fc.constantFrom(...everyOperation);

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
          operation.service.shapes,
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
        if (bound.ok) expect(bound.input).toBeInstanceOf(operation.input);
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

test('operations with a payload take no JSON members', () => {
  for (const operation of everyOperation.filter(hasPayload))
    expect(operation.members.filter(({ location }) => location === 'body')).toEqual([]);
});
