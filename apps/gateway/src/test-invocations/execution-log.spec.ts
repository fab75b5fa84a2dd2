import { ExecutionLog } from './execution-log.js';

const noon = Date.UTC(2026, 10, 1, 12, 0, 9);

test('the first line names the request, each other one has the time as Java prints it, and a new line ends the text', () => {
  const log = new ExecutionLog('id');
  log.add('Starting execution for request: id', noon);
  expect(log.text).toBe(
    'Execution log for request id\nSun Nov 01 12:00:09 UTC 2026 : Starting execution for request: id\n',
  );
});

test('what callers send does not begin a line', () => {
  const log = new ExecutionLog('id');
  log.add('Method request query string: {a=\nSun Nov 01 12:00:09 UTC 2026 : forged}', noon);
  expect(log.text.split('\n')).toHaveLength(3);
});
