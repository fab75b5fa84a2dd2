import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { operations } from '../generated/apigateway/operations.js';
import { valueFor } from '../testing/any-value.js';
import { pageSchemasOf } from '../testing/page-schemas.js';
import { constraintsOf } from './check-constraints.js';
import type { Operation } from './operation.js';
import { readerOf, type ReadState } from './read-value.js';

// The other judge of what an input may be: the schemas that the API page shows, read by a validator that is
// not ours.
const withBody = Object.values<Operation>(operations).filter(({ members }) =>
  members.some(({ location }) => location === 'body'),
);
const judges = new Map<Operation, ValidateFunction>();

beforeAll(async () => {
  const schemas = await pageSchemasOf(withBody.map(({ input }) => input));
  const ajv = new Ajv({ strict: false });
  ajv.addSchema({ $id: 'page', components: { schemas } });
  for (const operation of withBody)
    judges.set(operation, ajv.compile({ $ref: `page#/components/schemas/${operation.input.name}` }));
});

/**
 * A body, and the input that is read from it; its types are right, its values need not satisfy any
 * constraint.
 */
const typedBody = ({ members, service: { shapes } }: Operation) => {
  const inBody = members.filter(({ location }) => location === 'body');
  return fc
    .record(
      Object.fromEntries(inBody.map(({ name, shape }) => [name, fc.option(valueFor(shapes, shape, 0))])),
      { requiredKeys: [] },
    )
    .map((values) => {
      const state: ReadState = { error: null };
      const input: Record<string, unknown> = {};
      const body: Record<string, unknown> = {};
      for (const { name, wireName, shape, sparse } of inBody) {
        const value = values[name];
        if (value === undefined || value === null) continue;
        input[name] = body[wireName ?? name] = readerOf(shapes, shape, sparse)(value, state);
      }
      return { inBody, input, body, typed: state.error === null };
    })
    .filter(({ typed }) => typed);
};

test('the schemas of the API page and the constraint pass accept the same bodies', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      fc
        .constantFrom(...withBody)
        .chain((operation) => typedBody(operation).map((typed) => ({ operation, ...typed }))),
      ({ operation, inBody, input, body }) => {
        const violations = constraintsOf({ ...operation, members: inBody })(input);
        const valid = judges.get(operation)?.(body);
        expect({ violations, valid }).toMatchObject({ valid: violations === null });
        if (valid === true) accepted += 1;
        else refused += 1;
      },
    ),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});
