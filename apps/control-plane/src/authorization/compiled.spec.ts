import { compiled } from './compiled.js';

const document = (index: number, blanks: number): string =>
  `{"Version":"2012-10-17",${' '.repeat(blanks)}"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*","Sid":"s${index}"}}`;

test('a document is compiled once for as long as it is used, and another kind or text is another', () => {
  const first = compiled('own', document(0, 0), 'identity');
  expect(compiled('own', document(0, 0), 'identity')).toBe(first);
  expect(compiled('own', document(0, 0), 'session')).not.toBe(first);
  expect(compiled('own', document(1, 0), 'identity')).not.toBe(first);
});

test.each([
  ['many documents', 0, 1_001],
  ['long documents', 130_000, 65],
])('%s do not stay in memory', (_, blanks, count) => {
  const first = compiled('own', document(0, blanks), 'identity');
  for (let index = 1; index <= count; index++) compiled('own', document(index, blanks), 'identity');
  expect(compiled('own', document(0, blanks), 'identity')).not.toBe(first);
});

test('one that cannot be read allows nothing by being passed over', () => {
  expect(() => compiled('own', '{', 'identity')).toThrow('the policy own cannot be read');
});
