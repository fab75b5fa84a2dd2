import { ExecutionLog, headersText, mapText, masked } from './execution-log.js';

const noon = Date.UTC(2026, 10, 1, 12, 0, 9);

test('the first line names the request, each other one has the time as Java prints it, and a new line ends the text', () => {
  const log = new ExecutionLog('id', () => noon);
  log.add('Starting execution for request: id');
  expect(log.text).toBe(
    'Execution log for request id\nSun Nov 01 12:00:09 UTC 2026 : Starting execution for request: id\n',
  );
});

test('a line of more than 1024 bytes is cut, and never inside a character', () => {
  const log = new ExecutionLog('id', () => noon);
  log.add('x'.repeat(1024));
  log.add('ü'.repeat(600));
  log.add(`x${'ü'.repeat(600)}`);
  const lines = log.text.split('\n').map((line) => line.replace(/^.* UTC 2026 : /, ''));
  expect(lines.slice(1, 4)).toEqual([
    'x'.repeat(1024),
    `${'ü'.repeat(512)} [TRUNCATED]`,
    `x${'ü'.repeat(511)} [TRUNCATED]`,
  ]);
});

test('maps are printed as Java prints them', () => {
  expect(mapText([])).toBe('{}');
  expect(
    mapText([
      ['a', 'b'],
      ['c', 'd=e'],
    ]),
  ).toBe('{a=b, c=d=e}');
});

test.each(['Authorization', 'authorization', 'X-Api-Key', 'x-amz-security-token', 'Proxy-Authorization'])(
  '%s shows its last six characters at most',
  (name) => {
    expect(headersText([name, 'Bearer abcdef123456', 'x-other', 'seen'])).toBe(
      `{${name}=*************123456, x-other=seen}`,
    );
  },
);

test('a short secret shows nothing', () => {
  expect(masked('abcdef')).toBe('******');
  expect(masked('')).toBe('');
});

test('repeated headers stand in one entry', () => {
  expect(headersText(['a', '1', 'b', '2', 'a', '3'])).toBe('{a=1,3, b=2}');
});
