import { randomBytes } from 'node:crypto';
import { newApiKeyValue, newId } from './new-id.js';

test('ids have the length asked for and lower-case letters and digits only', () => {
  for (let round = 0; round < 100; round += 1) expect(newId(10, randomBytes)).toMatch(/^[a-z0-9]{10}$/);
});

test('key values are 40 letters and digits', () => {
  expect(newApiKeyValue(randomBytes)).toMatch(/^[A-Za-z0-9]{40}$/);
});

test('bytes that would favour some characters are skipped', () => {
  const bytes = [255, 0, 254, 35];
  expect(newId(2, () => Uint8Array.from(bytes.splice(0, 2)))).toBe('a9');
});
