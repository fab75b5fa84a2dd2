import { coversName } from './covers-name.js';

test.each([
  [['api.example.com'], 'api.example.com', true],
  [['api.example.com'], 'API.Example.com', true],
  [['api.example.com'], 'other.example.com', false],
  [['*.example.com'], 'api.example.com', true],
  [['*.example.com'], '*.example.com', true],
  [['*.example.com'], 'example.com', false],
  [['*.example.com'], 'a.b.example.com', false],
  [['*.b.example.com'], '*.example.com', false],
  [['api.example.com'], '*.example.com', false],
  [[], 'old.example.com', true],
  [['api.example.com'], 'old.example.com', false],
])('a certificate for %j, and %s: %s', (names, name, expected) => {
  expect(coversName({ names, commonName: 'old.example.com' }, name)).toBe(expected);
});
