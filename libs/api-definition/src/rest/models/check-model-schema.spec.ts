import { checkModelSchema } from './check-model-schema.js';
import { referencedModelNames } from './model-references.js';

const check = (schema: unknown, contentType = 'application/json') =>
  checkModelSchema(typeof schema === 'string' ? schema : JSON.stringify(schema), contentType);
const invalid = (errors: string) =>
  `Invalid model specified: Validation Result: warnings : [], errors : [${errors}]`;

test.each([
  [{}],
  [{ type: 'object' }],
  [{ type: ['string', 'null'], pattern: '^a+$' }],
  [{ $ref: '#/definitions/a', definitions: { a: { enum: [1, '1', null] } } }],
  [{ items: { $ref: 'https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/Pet' } }],
  [{ properties: { example: { type: 'integer', exclusiveMinimum: true, minimum: 1 } } }],
  [{ oneOf: [{ type: 'object' }, { type: 'null' }], dependencies: { a: ['b'], c: { minProperties: 1 } } }],
])('%j is a schema of draft 4', (schema) => {
  expect(check(schema)).toMatchObject({ ok: true });
});

test.each<[unknown, string]>([
  ['', 'Model schema must have at least 1 property or array items defined'],
  ['{', invalid('Invalid model schema specified')],
  ['"object"', invalid('Invalid model schema specified')],
  [[], invalid('Invalid model schema specified')],
  [{ type: 'map' }, invalid('Invalid model schema specified')],
  [{ required: [] }, invalid('Invalid model schema specified')],
  [{ enum: ['A', 'A'] }, invalid('Invalid model schema specified')],
  [{ properties: { a: 'string' } }, invalid('Invalid model schema specified')],
  [{ allOf: [] }, invalid('Invalid model schema specified')],
  [
    { properties: { a: { type: 'string', example: 'x' } } },
    invalid('Invalid model schema specified. Unsupported keyword(s): ["example"]'),
  ],
  [
    { items: { $ref: 'Pet' } },
    invalid('Invalid model schema specified, Model reference must be in canonical form'),
  ],
])('%j is refused', (schema, message) => {
  expect(check(schema)).toEqual({ ok: false, error: { kind: 'bad-request', message } });
});

test('the schema of another content type is stored as it is, but not an empty one', () => {
  expect(check('<schema/>', 'application/xml')).toEqual({ ok: true, value: '<schema/>' });
  expect(check('', 'application/xml')).toMatchObject({ ok: false });
});

test('a schema of any depth is judged without exhausting the stack', () => {
  const deep = (levels: number) => `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
  expect(check(deep(100))).toMatchObject({ ok: true });
  expect(check(deep(40_000))).toMatchObject({ ok: false });
  expect(referencedModelNames(`${'['.repeat(100_000)}"$ref"${']'.repeat(100_000)}`)).toEqual([]);
});
