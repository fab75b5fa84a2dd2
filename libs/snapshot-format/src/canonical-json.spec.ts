import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

test('members are sorted, blanks left out, undefined members dropped', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'x'], c: undefined })).toBe('{"a":[true,null,"x"],"b":1}');
});

test('equal values have equal bytes, whatever the order in which they were built', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
    }),
  );
});

test('what is written reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noNullPrototype: true } as never), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([[NaN], [Infinity], [1n], [() => 1], [Symbol('x')]])(
  '%p is refused, not written as something else',
  (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  },
);

test('a cycle is refused', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(() => canonicalJson(cycle)).toThrow('cycles');
});
