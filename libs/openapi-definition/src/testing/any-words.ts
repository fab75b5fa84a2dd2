import fc, { type Arbitrary } from 'fast-check';

/** Ids of the RestApi that is generated. */
export const restApiId = 'api1234567';
export const rootResourceId = 'root123456';
export const functionUri =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

/** A plain name. */
export const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
/** Anything that can stand in a database, with what trips YAML and prototypes. */
export const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((value) => value.replace(/\0/g, '')),
    fc.constantFrom(
      'no',
      '2012-10-17',
      '1e3',
      '<<',
      '- a',
      '{}',
      '0x1F',
      'null',
      'a: b',
      "it's",
      '~',
      '#',
      '*a',
      '&a',
    ),
  )
  .filter((value) => value !== '' && !value.includes('${AWS::'));
export const key = fc.oneof(
  word,
  fc.constantFrom('__proto__', 'constructor', 'toString', 'X-Amz-Date', 'a.b', 'on', '123'),
);
export const contentType = fc.constantFrom('application/json', 'application/xml', 'text/plain', 'image/png');
export const orNull = <T>(value: Arbitrary<T>): Arbitrary<T | null> =>
  fc.option(value, { nil: null, freq: 1 });
export const mapOf = <T>(
  keys: Arbitrary<string>,
  values: Arbitrary<T>,
): Arbitrary<Readonly<Record<string, T>> | null> =>
  fc
    .array(fc.tuple(keys, values), { maxLength: 3 })
    .map((entries) => (entries.length === 0 ? null : Object.fromEntries(entries)));
export const unique = <T>(value: Arbitrary<T>, maxLength: number, selector?: (item: T) => unknown) =>
  fc.uniqueArray(value, { maxLength, ...(selector && { selector }) });
