import { keyValueList } from './key-value-list.js';

test.each([
  ['', {}],
  ['a=b', { a: 'b' }],
  [' a = b , x-key=Bearer%20t%3D , ', { a: 'b', 'x-key': 'Bearer t=' }],
  ['service.name=a=b', { 'service.name': 'a=b' }],
  ['a=', { a: '' }],
])('%j is read', (text, entries) => {
  expect(keyValueList(text)).toEqual(entries);
});

test.each(['a', '=b', 'a b=c', 'a=%zz'])('%j is no such list', (text) => {
  expect(keyValueList(text)).toBeUndefined();
});
