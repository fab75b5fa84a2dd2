import { Socket } from 'node:net';
import { idleMsOf, letIdle } from './patient-connections.js';

test('a connection may stand still for as long as it was said, until its time is over', () => {
  const socket = new Socket();
  expect(idleMsOf(socket, 60_000, 0)).toBe(60_000);
  letIdle(socket, 300_000, 1_000_000);
  expect(idleMsOf(socket, 60_000, 999_999)).toBe(300_000);
  expect(idleMsOf(socket, 60_000, 1_000_000)).toBe(60_000);
  expect(idleMsOf(socket, 400_000, 0)).toBe(300_000);
  expect(idleMsOf(new Socket(), 60_000, 0)).toBe(60_000);
});
