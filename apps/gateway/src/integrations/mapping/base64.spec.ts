import { randomBytes } from 'node:crypto';
import { decodeBase64 } from './base64.js';

test.each([0, 1, 2, 3, 4, 255, 1024])('%i bytes come back from their Base64', (length) => {
  const bytes = randomBytes(length);
  expect(decodeBase64(bytes.toString('base64'))).toEqual(bytes);
});

test.each([
  ['unpadded', 'QUI'],
  ['padding alone', '===='],
  ['padding inside', 'QQ==QUJD'],
  ['too much padding', 'Q==='],
  ['a line break', 'QUJD\nQUJ'],
  ['a blank', 'QUJ QUJD'],
  ['the alphabet of URLs', 'QU-_'],
  ['plain text', '{"a": "b", 12}'],
  ['text beyond ASCII', 'QUJé'],
])('%s is no Base64', (_, text) => {
  expect(decodeBase64(text)).toBeNull();
});

test('a body of the largest size is read', () => {
  const bytes = randomBytes(10 * 1024 * 1024);
  expect(decodeBase64(bytes.toString('base64'))?.equals(bytes)).toBe(true);
  expect(decodeBase64(`${bytes.toString('base64').slice(0, -4)}QU*D`)).toBeNull();
});
