import { PassThrough } from 'node:stream';
import { waitFor } from '#libs/testing';
import { createTerminal } from './terminal.js';

function recording(isTTY: boolean) {
  const lines: string[] = [];
  return { lines, terminal: createTerminal({ isTTY, write: (text: string) => lines.push(text.trimEnd()) }) };
}

const record = JSON.stringify({
  level: 'warn',
  time: '2026-11-21T10:15:02.123Z',
  pid: 1,
  hostname: 'h',
  name: 'gateway',
  message: 'refused',
  digest: 'abc',
  n: 2,
});

test('on a terminal a log record is one readable line under the name of its process', () => {
  const { terminal, lines } = recording(true);
  terminal.childLine('gateway', record);
  expect(lines).toEqual(['gateway         | 10:15:02 WARN refused digest=abc n=2']);
});

test('into a pipe a log record goes unchanged, and any other line under its name', () => {
  const { terminal, lines } = recording(false);
  terminal.childLine('gateway', record);
  terminal.childLine('gateway', 'plain {');
  expect(lines).toEqual([record, 'gateway         | plain {']);
});

test('a child is followed line by line, and its last line is known', async () => {
  const { terminal, lines } = recording(true);
  const stream = new PassThrough();
  const followed = terminal.follow('worker', stream);
  stream.write('one\ntw');
  stream.end('o\n\n');
  await waitFor(() => lines.length === 2);
  expect(lines[1]).toBe('worker          | two');
  expect(followed.lastLine()).toBe('two');
});

test('of an uncaught error its message is the last line that says something', async () => {
  const { terminal, lines } = recording(true);
  const stream = new PassThrough();
  const followed = terminal.follow('worker', stream);
  stream.end('throw err;\nError: no such table\n    at main {\n  code: 1\n}\n\nNode.js v20.20.2\n');
  await waitFor(() => lines.length === 6);
  expect(followed.lastLine()).toBe('Error: no such table');
});
