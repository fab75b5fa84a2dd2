import { MemoryRoom } from './memory-room.js';
import { StdoutLogs, type WriteBytes } from './stdout-logs.js';

type Done = Parameters<WriteBytes>[1];

/** Output that takes what it is given when the test says so. */
function output() {
  const written: string[] = [];
  const pending: { bytes: Buffer; done: Done }[] = [];
  const take = (part = 1) => {
    const { bytes, done } = pending.shift()!;
    const count = Math.ceil(bytes.length * part);
    written.push(bytes.toString('utf8', 0, count));
    done(null, count);
  };
  const write: WriteBytes = (bytes, done) => void pending.push({ bytes, done });
  return { written, pending, take, write };
}

test('lines come out whole and in their order, several in a write', () => {
  const { written, pending, take, write } = output();
  const logs = new StdoutLogs(new MemoryRoom(), write);
  for (let index = 0; index < 100; index++) logs.write(`${index} ${'x'.repeat(100)}`);
  while (pending.length > 0) take();
  const lines = written.join('').split('\n').slice(0, -1);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(
    Array.from({ length: 100 }, (_, index) => `${index}`),
  );
  expect(written.length).toBeLessThan(10);
  for (const chunk of written) {
    expect(chunk.length).toBeLessThanOrEqual(4096);
    expect(chunk.endsWith('\n')).toBe(true);
  }
  expect(logs.status()).toEqual({ waiting: 0, sent: 100, dropped: 0 });
});

test('what is written in part goes on where it stopped', () => {
  const { written, take, write } = output();
  const logs = new StdoutLogs(new MemoryRoom(), write);
  logs.write('a line');
  take(0.5);
  take();
  expect(written.join('')).toBe('a line\n');
});

test('a reader that does not read costs lines, not memory, and never a wait', () => {
  const { take, write } = output();
  const logs = new StdoutLogs(new MemoryRoom(100), write);
  for (let index = 0; index < 50; index++) logs.write('123456789');
  expect(logs.status()).toEqual({ waiting: 10, sent: 0, dropped: 40 });
  take();
  logs.write('123456789');
  expect(logs.status()).toEqual({ waiting: 10, sent: 1, dropped: 40 });
});

test('a pipe that is gone costs its lines and nothing else', () => {
  const { pending, write } = output();
  const logs = new StdoutLogs(new MemoryRoom(), write);
  logs.write('a');
  pending.shift()!.done(Object.assign(new Error('gone'), { code: 'EPIPE' }), 0);
  expect(logs.status()).toEqual({ waiting: 0, sent: 0, dropped: 1 });
});

test('a close waits for what is being written', async () => {
  const { written, take, write } = output();
  const logs = new StdoutLogs(new MemoryRoom(), write);
  logs.write('a');
  logs.write('b');
  const closed = logs.close(60_000);
  take();
  take();
  await closed;
  expect(written.join('')).toBe('a\nb\n');
});
