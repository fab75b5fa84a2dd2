import { messageUnits } from './message-units.js';

test.each([
  [0, 1],
  [1, 1],
  [32_768, 1],
  [32_769, 2],
  [65_536, 2],
  [131_072, 4],
])('a message of %i bytes is %i uses', (bytes, units) => {
  expect(messageUnits(bytes)).toBe(units);
});
