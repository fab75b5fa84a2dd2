import { queryMultiValues, queryValues } from './request-values.js';

test.each([
  ['', {}],
  ['a=1&a=2', { a: '2' }],
  ['a=1;b=2', { a: '1', b: '2' }],
  ['a=x%3By', { a: 'x;y' }],
  ['a+b=%2B&c', { 'a b': '+', c: '' }],
  ['__proto__=1', JSON.parse('{"__proto__":"1"}')],
])('the query %s has the parameters %j, of a repeated one the last', (query, expected) => {
  expect({ ...queryValues(query) }).toEqual(expected);
});

test('repeated parameters keep all values, also behind a semicolon', () => {
  expect({ ...queryMultiValues('a=1;a=2&b=') }).toEqual({ a: ['1', '2'], b: [''] });
});
