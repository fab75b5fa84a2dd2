import fc from 'fast-check';
import { iam, sts, type Operation } from '#libs/aws-wire';

/** A call of a query service. */
export interface FuzzForm {
  readonly service: string;
  readonly parameters: readonly (readonly [string, string])[];
}

const operations: readonly Operation[] = [
  ...Object.values<Operation>(iam.operations),
  ...Object.values<Operation>(sts.operations),
];

const statement = { Effect: 'Allow', Action: 'apigateway:*', Resource: '*' };
const documents = [
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  }),
  '{',
  '[]',
  '"x"',
  'null',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"*"}]}',
];

const oddText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '__proto__',
    '-1',
    '0',
    'true',
    '*',
    '/',
    '/a/',
    '1e9',
    'ä',
    '🦊'.repeat(200),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Mostly names that other calls use, too, so that calls come past the first look-up. */
const likelyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('ann', 'bob', 'reader', 'rights') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'arn:aws:iam::000000000000:policy/rights',
      'arn:aws:iam::000000000000:role/reader',
      'arn:aws:iam::000000000000:user/ann',
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...documents) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/', 'v1', 'v2', 'Active', 'Inactive', '900', '3600', '1', 'User'),
  },
  { weight: 1, arbitrary: oddText },
);

type Pairs = readonly (readonly [string, string])[];

function parametersOf(
  { service: { shapes } }: Operation,
  name: string,
  shapeName: string,
): fc.Arbitrary<Pairs> {
  const shape = shapes[shapeName];
  const below = (suffix: string, of: string) =>
    parametersOf({ service: { shapes } } as Operation, `${name}.${suffix}`, of);
  switch (shape?.type) {
    case 'structure':
      return fc
        .tuple(...shape.members.map(({ wireName, shape: member }) => below(wireName, member)))
        .map((members) => members.flat());
    case 'list':
      return fc
        .tuple(...[1, 2].map((index) => below(`member.${index}`, shape.member)))
        .chain((elements) => fc.subarray(elements).map((some) => some.flat()));
    default: {
      const values = shape?.type === 'string' ? shape.enum : undefined;
      const fitting = values ? fc.oneof(fc.constantFrom(...values), likelyText) : likelyText;
      return fitting.map((text) => [[name, text]] as const);
    }
  }
}

/** Forms that are mostly those of an operation, and now and then anything. */
export const anyForm: fc.Arbitrary<FuzzForm> = fc.constantFrom(...operations).chain((operation) => {
  const action: Pairs = [
    ['Action', operation.name],
    ['Version', operation.service.apiVersion],
  ];
  const members = operation.members.map(({ name, shape, required }) => {
    const given = parametersOf(operation, name, shape);
    return fc.oneof(
      { weight: required ? 12 : 2, arbitrary: given },
      { weight: 1, arbitrary: fc.constant([] as Pairs) },
    );
  });
  const odd = fc.array(fc.tuple(oddText, oddText), { maxLength: 2 });
  return fc
    .tuple(
      fc.tuple(...members),
      fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: odd }),
    )
    .map(([own, more]) => ({
      service: operation.service.name,
      parameters: [...action, ...own.flat(), ...more],
    }));
});
