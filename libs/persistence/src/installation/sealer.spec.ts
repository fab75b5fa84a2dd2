import { randomBytes } from 'node:crypto';
import { createSealer } from './sealer.js';

const sealer = createSealer(randomBytes(32));

test('what was sealed opens with the same key and context', () => {
  expect(sealer.open(sealer.seal('grün', 'a/1'), 'a/1')).toBe('grün');
});

test('the same value is sealed differently each time', () => {
  expect(sealer.seal('x', 'a').equals(sealer.seal('x', 'a'))).toBe(false);
});

test('another context, another key and a changed byte do not open', () => {
  const sealed = sealer.seal('value', 'a/1');
  expect(() => sealer.open(sealed, 'a/2')).toThrow();
  expect(() => createSealer(randomBytes(32)).open(sealed, 'a/1')).toThrow();
  for (const index of [0, 14, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => sealer.open(changed, 'a/1')).toThrow();
  }
});

test('a key of another length is refused', () => {
  expect(() => createSealer(randomBytes(16))).toThrow(RangeError);
});
