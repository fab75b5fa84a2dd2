import { conversionFor, convertContent, givesText, type Conversion } from './convert-content.js';

const png = Buffer.from('89504e470d0a1a0aff00', 'hex');
const base64 = Buffer.from(png.toString('base64'));

// Guide page "Content type conversions"; recorded: binary media.
test.each<[Parameters<typeof conversionFor>[0], boolean, Conversion]>([
  [null, true, 'keep'],
  [null, false, 'text'],
  ['CONVERT_TO_TEXT', true, 'encode'],
  ['CONVERT_TO_TEXT', false, 'text'],
  ['CONVERT_TO_BINARY', true, 'keep'],
  ['CONVERT_TO_BINARY', false, 'decode'],
])('request: contentHandling %s, binary content type %s: %s', (handling, binary, conversion) => {
  expect(conversionFor(handling, binary, binary)).toBe(conversion);
});

test.each<[Parameters<typeof conversionFor>[0], Conversion, Conversion, Conversion, Conversion]>([
  [null, 'keep', 'encode', 'decode', 'text'],
  ['CONVERT_TO_TEXT', 'encode', 'encode', 'text', 'text'],
  ['CONVERT_TO_BINARY', 'keep', 'keep', 'decode', 'decode'],
])(
  'response: contentHandling %s by backend type and Accept: binary/binary %s, binary/text %s, text/binary %s, text/text %s',
  (handling, ...columns) => {
    const pairs = [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ] as const;
    expect(pairs.map(([backend, accept]) => conversionFor(handling, backend, accept))).toEqual(columns);
  },
);

test.each<[Conversion, Buffer, Buffer | null]>([
  ['keep', png, png],
  ['encode', png, base64],
  ['decode', base64, png],
  ['decode', png, null],
  ['decode', Buffer.alloc(0), Buffer.alloc(0)],
  ['text', Buffer.from('grün'), Buffer.from('grün')],
  ['text', Buffer.from('\ufeffa'), Buffer.from('\ufeffa')],
  ['text', Buffer.from([0x61, 0xff, 0x62]), Buffer.from('a\ufffdb')],
])('%s turns %s into %s', (conversion, payload, expected) => {
  expect(convertContent(payload, conversion)).toEqual(expected);
});

test('templates can read what is text after the conversion', () => {
  const all: readonly Conversion[] = ['text', 'encode', 'decode', 'keep'];
  expect(all.filter(givesText)).toEqual(['text', 'encode']);
});
