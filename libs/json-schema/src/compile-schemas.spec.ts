import { Ajv } from 'ajv';
import fc from 'fast-check';
import { compileSchemas, type SchemaOptions } from './compile-schemas.js';

const options: SchemaOptions = {
  compilePattern(source) {
    const pattern = new RegExp(source, 'u');
    return (text) => pattern.test(text);
  },
};
function validate(schema: unknown, value: unknown, others: Record<string, unknown> = {}): boolean {
  const compiled = compileSchemas({ ...others, It: schema }, options);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.validators.get('It')!(value).valid;
}
const problemsOf = (schema: unknown) => {
  const compiled = compileSchemas({ It: schema }, options);
  return compiled.ok ? [] : compiled.problems.map(({ at, message }) => `${at} ${message}`);
};

// Draft 4's words one by one: schema, values that pass, values that do not.
test.each<[unknown, unknown[], unknown[]]>([
  [{}, [1, null, {}, []], []],
  [{ type: 'integer' }, [1, 1.0, -3], [1.5, '1', null, true]],
  [{ type: ['string', 'null'] }, ['', null], [0, {}, []]],
  [{ type: 'object' }, [{}], [[], null]],
  [{ enum: [1, 'a', { a: [1] }, null] }, [1, 'a', { a: [1] }, null], [2, 'b', { a: [2] }, {}, false]],
  [{ maximum: 3 }, [3, 2, 'x'], [3.1]],
  [{ maximum: 3, exclusiveMaximum: true }, [2.9], [3]],
  [{ minimum: 3, exclusiveMinimum: true }, [3.1], [3]],
  [{ multipleOf: 0.0001 }, [0.0075, 0], [0.00751]],
  [{ multipleOf: 2 }, [4, -2, 'x'], [3, 1.5]],
  [{ maxLength: 2, minLength: 1 }, ['ab', '\u{1F600}\u{1F600}', 5], ['', 'abc']],
  [{ pattern: '^a*$' }, ['aaa', '', 7], ['ab']],
  [{ pattern: 'b' }, ['abc'], ['ac']],
  [{ items: { type: 'string' } }, [[], ['a'], {}], [[1]]],
  [{ items: [{ type: 'string' }], additionalItems: false }, [[], ['a']], [['a', 1], [1]]],
  [{ items: [{}], additionalItems: { type: 'null' } }, [[1, null]], [[1, 2]]],
  [
    { uniqueItems: true },
    [
      [1, 2],
      [{ a: 1, b: 2 }, { a: 1 }],
      [1, '1', true],
    ],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [1, 1.0],
    ],
  ],
  [{ maxItems: 1, minItems: 1 }, [[1]], [[], [1, 2]]],
  [{ required: ['a', '__proto__'] }, [JSON.parse('{"a":1,"__proto__":2}'), 5], [{ a: 1 }, {}]],
  [{ properties: { a: { type: 'null' } } }, [{}, { a: null, b: 1 }, []], [{ a: 1 }]],
  [
    { patternProperties: { '^x': { type: 'null' } }, additionalProperties: false },
    [{ xa: null }],
    [{ xa: 1 }, { y: null }],
  ],
  [{ properties: { a: {} }, additionalProperties: { type: 'null' } }, [{ a: 1, b: null }], [{ b: 1 }]],
  [
    { properties: { constructor: { type: 'null' } }, additionalProperties: false },
    [{}, { constructor: null }],
    [{ toString: 1 }, JSON.parse('{"__proto__": 1}')],
  ],
  [{ maxProperties: 1, minProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
  [{ dependencies: { a: ['b'], c: { required: ['d'] } } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }, { c: 1 }]],
  [{ allOf: [{ type: 'string' }, { maxLength: 1 }] }, ['a'], ['ab', 1]],
  [{ anyOf: [{ type: 'string' }, { minimum: 3 }] }, ['a', 3], [2]],
  [{ oneOf: [{ type: 'integer' }, { minimum: 2 }] }, [1, 2.5], [3, 1.5]],
  [{ not: { type: 'string' } }, [1], ['a']],
  [
    { definitions: { 'a/b': { type: 'null' } }, properties: { x: { $ref: '#/definitions/a~1b' } } },
    [{ x: null }],
    [{ x: 1 }],
  ],
  [
    { properties: { next: { $ref: '#' }, value: { type: 'number' } } },
    [{ next: { next: { value: 1 } } }],
    [{ next: { next: { value: 'x' } } }],
  ],
  [{ $ref: '#/definitions/a', type: 'string', definitions: { a: { type: 'null' } } }, [null], ['x']],
])('%j', (schema, valid, invalid) => {
  for (const value of valid) expect([value, validate(schema, value)]).toEqual([value, true]);
  for (const value of invalid) expect([value, validate(schema, value)]).toEqual([value, false]);
});

test('models refer to one another by their addresses, in circles, too', () => {
  const address = 'https://apigateway.amazonaws.com/restapis/abcdefghij/models/';
  const person = {
    type: 'object',
    properties: { house: { oneOf: [{ type: 'null' }, { $ref: `${address}House` }] } },
  };
  const house = { type: 'object', required: ['who'], properties: { who: { $ref: `${address}It` } } };
  expect(validate(person, { house: { who: { house: null } } }, { House: house })).toBe(true);
  expect(validate(person, { house: { who: { house: {} } } }, { House: house })).toBe(false);
});

test('what is no schema is named with its place', () => {
  expect(problemsOf({ properties: { a: 7 } })).toEqual(['It#/properties/a is no schema']);
  expect(problemsOf({ type: 'text' })[0]).toContain('is none of JSON Schema');
  expect(problemsOf({ items: { $ref: '#/nowhere' } })).toEqual(['It#/items $ref #/nowhere leads nowhere']);
  expect(problemsOf({ $ref: 'https://example.com/schema.json' })[0]).toContain('leads nowhere');
  const refusing = compileSchemas({ It: { pattern: '(' } }, { compilePattern: () => null });
  expect(refusing.ok).toBe(false);
});

test('a schema that only refers to itself ends', () => {
  expect(validate({ $ref: '#' }, 1)).toBe(false);
  expect(
    validate(
      {
        definitions: { a: { anyOf: [{ $ref: '#/definitions/a' }, { $ref: '#/definitions/a' }] } },
        $ref: '#/definitions/a',
      },
      1,
    ),
  ).toBe(false);
});

test('deep schemas and values end, and count as invalid', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
  expect(validate({ items: { $ref: '#' } }, deep)).toBe(false);
  expect(validate({ uniqueItems: true }, [deep])).toBe(false);
  let schema: unknown = {};
  for (let level = 0; level < 5000; level++) schema = { not: schema };
  expect(problemsOf(schema)[0]).toContain('levels deep');
});

test('alternatives that multiply end at a bound', () => {
  const definitions: Record<string, unknown> = { d0: { type: 'null' } };
  for (let level = 1; level < 60; level++) {
    const below = { $ref: `#/definitions/d${level - 1}` };
    definitions[`d${level}`] = { anyOf: [below, below] };
  }
  // 2^59 of them: without the bound this would not return.
  expect(validate({ definitions, $ref: '#/definitions/d59' }, 1)).toBe(false);
});

describe('what costs much for each of many values, or for one that is large, ends at a bound', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `n${index}`);
  const many = Object.fromEntries(names.map((name) => [name, 1]));
  const times = (count: number, schema: unknown) => Array.from({ length: count }, () => schema);

  test.each<[string, unknown, unknown]>([
    ['names that are required', { items: { not: { required: names } } }, times(20_000, {})],
    [
      'names that depend on another',
      { items: { not: { dependencies: { a: names } } } },
      times(20_000, { a: 1 }),
    ],
    [
      'dependencies',
      { items: { dependencies: Object.fromEntries(names.map((name) => [name, ['a']])) } },
      times(20_000, {}),
    ],
    [
      'a list of all members',
      { allOf: times(20_000, { not: { properties: { n0: { type: 'null' } } } }) },
      many,
    ],
    ['a count of all members', { allOf: times(20_000, { minProperties: 1 }) }, many],
    ['a count of characters', { allOf: times(20_000, { maxLength: 700_000 }) }, '😀'.repeat(600_000)],
  ])('%s', (_, schema, value) => {
    const compiled = compileSchemas({ It: schema }, options);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const result = compiled.validators.get('It')!(value, 1_000_000);
    expect(result).toEqual({ valid: false, reason: 'validating takes too many steps' });
  });

  test('a pattern that takes long of each of many texts', () => {
    let matched = 0;
    const compilePattern: SchemaOptions['compilePattern'] = () => (_text, spend) => {
      matched += 1;
      spend(100_000);
      return true;
    };
    const compiled = compileSchemas({ It: { items: { pattern: 'slow' } } }, { compilePattern });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    expect(compiled.validators.get('It')!(times(1000, 'a')).valid).toBe(false);
    expect(matched).toBeLessThan(5);
  });
});

test('says of random schemas and values what ajv says', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false });
  const { schema } = fc.letrec((tie) => ({
    below: fc.oneof({ maxDepth: 2 }, fc.constantFrom({}, { type: 'string' }), tie('schema')),
    schema: fc.record(
      {
        type: fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'null', 'boolean'),
        enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 3 }),
        minimum: fc.integer({ min: -5, max: 5 }),
        maximum: fc.integer({ min: -5, max: 5 }),
        maxLength: fc.nat(5),
        minItems: fc.nat(3),
        uniqueItems: fc.boolean(),
        required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
        properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('below')),
        additionalProperties: fc.oneof(fc.boolean(), tie('below')),
        items: fc.oneof(tie('below')),
        anyOf: fc.array(tie('below'), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie('below'), { minLength: 1, maxLength: 2 }),
        not: tie('below'),
      },
      { requiredKeys: [] },
    ),
  }));
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.integer({ min: -6, max: 6 }),
      fc.string({ maxLength: 6 }),
      fc.constantFrom(null, true, 1.5),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'd'), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(schema, value, (one, candidate) => {
      expect(validate(one, candidate)).toBe(ajv.compile(one as object)(candidate));
    }),
    { numRuns: 100 },
  );
});
