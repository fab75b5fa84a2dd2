import { createLogger, silentLogger, type LogLevel } from './index.js';

function recording(level: LogLevel) {
  const text: string[] = [];
  const log = createLogger({ name: 'gateway', level, stream: { write: (line) => text.push(line) } });
  return { log, lines: () => text.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a line is one JSON object with level, time, name, message and fields', () => {
  const { log, lines } = recording('info');
  log.info('activated', { digest: 'abc' });
  expect(lines()).toEqual([
    expect.objectContaining({ level: 'info', name: 'gateway', message: 'activated', digest: 'abc' }),
  ]);
  expect(Date.parse(String(lines()[0]?.time))).not.toBeNaN();
});

test('lines under the configured level are left out', () => {
  const { log, lines } = recording('warn');
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  expect(lines().map((line) => line.message)).toEqual(['c', 'd']);
});

test('an error field carries message, stack and cause', () => {
  const { log, lines } = recording('info');
  log.error('lost Postgres', { error: new Error('outer', { cause: new Error('inner') }) });
  expect(lines()[0]?.error).toMatchObject({ message: 'outer', cause: { message: 'inner' } });
});

test('a child adds its fields to every line', () => {
  const { log, lines } = recording('info');
  log.child({ stage: 'dev' }).info('one', { n: 1 });
  expect(lines()[0]).toMatchObject({ stage: 'dev', n: 1 });
});

test('the silent logger and its children say nothing', () => {
  expect(() => silentLogger.child({ a: 1 }).info('x')).not.toThrow();
});
