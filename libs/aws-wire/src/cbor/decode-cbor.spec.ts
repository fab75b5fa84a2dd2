import fc from 'fast-check';
import { cbor } from '@smithy/core/cbor';
import { decodeCbor } from './decode-cbor.js';

const decoded = (hex: string) => decodeCbor(Buffer.from(hex, 'hex'));
const value = (hex: string): unknown => {
  const result = decoded(hex);
  return result.ok ? result.value : 'not well-formed';
};
const notWellFormed = { ok: false };

// RFC 8949 appendix A.
test.each<[string, unknown]>([
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1a000f4240', 1000000],
  ['1b000000e8d4a51000', 1000000000000],
  ['1bffffffffffffffff', 18446744073709551615n],
  ['3bffffffffffffffff', -18446744073709551616n],
  ['20', -1],
  ['3903e7', -1000],
  ['f90000', 0],
  ['f93c00', 1],
  ['fb3ff199999999999a', 1.1],
  ['f97bff', 65504],
  ['fa47c35000', 100000],
  ['f90001', 5.960464477539063e-8],
  ['f9c400', -4],
  ['f97c00', Infinity],
  ['f97e00', NaN],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['f7', null],
  ['c11a514b67b0', new Date(1363896240000)],
  ['c1fb41d452d9ec200000', new Date(1363896240500)],
  ['40', new Uint8Array()],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['60', ''],
  ['62c3bc', 'ü'],
  ['80', []],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['a26161016162820203', { a: 1, b: [2, 3] }],
  ['5f42010243030405ff', Uint8Array.of(1, 2, 3, 4, 5)],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
])('%s is what the standard says', (hex, expected) => {
  expect(value(hex)).toEqual(expected);
});

test.each([
  ['nothing at all', ''],
  ['more than one value', '0000'],
  ['a length in reserved bits', '1c'],
  ['an integer without an end', '1f'],
  ['a break that ends nothing', 'ff'],
  ['a text that is no UTF-8', '61ff'],
  ['a text beyond the bytes', '7affffffff00'],
  ['a list of four thousand million', '9affffffff00'],
  ['a list of 2^64 - 1', '9bffffffffffffffff00'],
  ['a map whose key is a number', 'a10001'],
  ['a map of an odd number of items', 'bf6161ff'],
  ['a text in pieces of bytes', '7f4161ff'],
  ['pieces within pieces', '5f5f4100ffff'],
  ['a large number', 'c249010000000000000000'],
  ['a decimal fraction of a huge exponent', 'c4821a0fffffff01'],
  ['a time that is none', 'c16161'],
  ['a time after the end of times', 'c1fb7fefffffffffffff'],
])('%s is refused', (_, hex) => {
  expect(decoded(hex)).toEqual(notWellFormed);
});

test('nesting is bounded, however deep the bytes go', () => {
  expect(decodeCbor(Buffer.concat([Buffer.alloc(60, 0x81), Buffer.from([0])]))).toMatchObject({ ok: true });
  for (const opening of [0x81, 0x9f, 0xc1])
    expect(decodeCbor(Buffer.alloc(1_000_000, opening))).toEqual(notWellFormed);
});

test('a key that means something to objects is a key like any other', () => {
  const { value: entries } = decodeCbor(cbor.serialize(JSON.parse('{"__proto__":{"a":1}}'))) as {
    readonly value: Record<string, unknown>;
  };
  expect(Object.keys(entries)).toEqual(['__proto__']);
  expect(({} as { readonly a?: unknown }).a).toBeUndefined();
});

test('what the SDK writes is read back', () => {
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.double(),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
      fc.array(tie('value')),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(values, (written) => {
      const read = decodeCbor(cbor.serialize(written));
      // Writers may give -0 as an integer, which has none.
      const plain = (given: unknown): unknown => structuredClone(given === 0 ? 0 : given);
      expect(read.ok && plain(read.value)).toEqual(plain(withoutSigns(written)));
    }),
  );
});

function withoutSigns(given: unknown): unknown {
  if (typeof given === 'number') return given + 0;
  if (Array.isArray(given)) return given.map(withoutSigns);
  if (typeof given !== 'object' || given === null || given instanceof Uint8Array) return given;
  return Object.fromEntries(Object.entries(given).map(([key, entry]) => [key, withoutSigns(entry)]));
}

test('no bytes make it throw, and none that are cut off are a value', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeCbor(bytes)));
  const whole = cbor.serialize({ a: [1, 'two', { b: 1.5 }], c: 'text of some length, to be cut' });
  for (let length = 0; length < whole.length; length += 1)
    expect(decodeCbor(whole.subarray(0, length))).toEqual(notWellFormed);
});
