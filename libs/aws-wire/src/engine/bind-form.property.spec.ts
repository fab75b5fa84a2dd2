import fc from 'fast-check';
import * as iam from '../generated/iam/index.js';
import * as sts from '../generated/sts/index.js';
import { anyText } from '../testing/any-value.js';
import { bindInput } from './bind-input.js';
import type { Operation } from './operation.js';

const operations: readonly Operation[] = [
  ...Object.values<Operation>(iam.operations),
  ...Object.values<Operation>(sts.operations),
];

const step = fc.oneof(
  fc.constantFrom('member', 'entry', '1', '2', '0', '-1', '99999999999', 'key', 'value', '', '__proto__'),
  fc.constantFrom('Key', 'Value', 'Tags', 'UserName', 'ContextEntries', 'ContextKeyValues', 'constructor'),
  anyText,
);
const anyForm = fc.array(
  fc.tuple(
    fc.array(step, { minLength: 1, maxLength: 6 }).map((steps) => steps.join('.')),
    anyText,
  ),
  { maxLength: 12 },
);

/** Forms that begin as an input of the operation does. */
const anyCall = fc.constantFrom(...operations).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    pairs: fc.tuple(
      fc.subarray(operation.members.map(({ name }) => name)).chain((names) =>
        fc.tuple(
          ...names.map((name) =>
            fc.tuple(
              fc.array(step, { maxLength: 4 }).map((steps) => [name, ...steps].join('.')),
              anyText,
            ),
          ),
        ),
      ),
      anyForm,
    ),
  }),
);

test('any form gives an input or a 400, and touches no prototype', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(
    fc.property(anyCall, ({ operation, pairs }) => {
      const body = new URLSearchParams(pairs.flat()).toString();
      const bound = bindInput(operation, { body });
      if (bound.ok) expect(bound.input).toBeInstanceOf(operation.input);
      else expect(bound.error.status).toBe(400);
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    }),
    { numRuns: 2000 },
  );
});

test('any bytes after the question mark give an answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...operations), fc.string({ unit: 'binary' }), (operation, body) => {
      const bound = bindInput(operation, { body });
      if (!bound.ok) expect(bound.error.status).toBe(400);
    }),
    { numRuns: 1000 },
  );
});
