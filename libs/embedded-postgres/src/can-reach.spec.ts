import { mayEnter } from './can-reach.js';

test.each([
  ['the owner by the owner bit only', { mode: 0o077, uid: 5, gid: 5 }, false],
  ['a group member by the group bit only', { mode: 0o701, uid: 0, gid: 5 }, false],
  ['a group member with the bit', { mode: 0o710, uid: 0, gid: 5 }, true],
  ['others by the last bit', { mode: 0o701, uid: 0, gid: 0 }, true],
  ['others not into a closed folder', { mode: 0o700, uid: 0, gid: 0 }, false],
])('may enter: %s', (_case, facts, expected) => {
  expect(mayEnter(facts, { uid: 5, gid: 5 })).toBe(expected);
});
