import fc from 'fast-check';
import { InternedText } from './interned-text.js';

test('gives for any bytes, in any order, what is made of their Latin-1 text', () => {
  const texts = new InternedText((text) => ({ text }));
  const bytes = fc.uint8Array({ maxLength: 70 });
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 40 }), (sequence) => {
      for (const each of [...sequence, ...sequence]) {
        const given = Buffer.from(each);
        expect(texts.of(given).text).toBe(given.toString('latin1'));
      }
    }),
  );
});

test('makes what recurs once', () => {
  const made: string[] = [];
  const texts = new InternedText((text) => made.push(text));
  for (let time = 0; time < 3; time++) texts.of(Buffer.from('Content-Type'));
  expect(made).toEqual(['Content-Type']);
});

test('tells apart what falls into the same place', () => {
  const texts = new InternedText((text) => text);
  expect([
    texts.of(Buffer.from('abcde')),
    texts.of(Buffer.from('aXcYe')),
    texts.of(Buffer.from('abcde')),
  ]).toEqual(['abcde', 'aXcYe', 'abcde']);
});
