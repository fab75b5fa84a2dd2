import { headersText } from './headers-text.js';
import { bodyText, lineText, mapText } from './line-text.js';

const line = (text: string): string => lineText('(id) ', text).replace(/^\(id\) /, '');

test('a line of more than 1024 bytes is cut, and never inside a character', () => {
  expect(line('x'.repeat(1024))).toBe('x'.repeat(1024));
  expect(line('x'.repeat(1025))).toBe(`${'x'.repeat(1024)} [TRUNCATED]`);
  expect(line('ü'.repeat(512))).toBe('ü'.repeat(512));
  expect(line('ü'.repeat(600))).toBe(`${'ü'.repeat(512)} [TRUNCATED]`);
  expect(line(`x${'ü'.repeat(600)}`)).toBe(`x${'ü'.repeat(511)} [TRUNCATED]`);
  expect(line(`x${'😀'.repeat(400)}`)).toBe(`x${'😀'.repeat(255)} [TRUNCATED]`);
});

test('what ends a line or moves a terminal is shown and does neither', () => {
  expect(line('a\r\n(id) Successfully completed execution')).toBe(
    'a\\r\\n(id) Successfully completed execution',
  );
  expect(line('\u001b[2J \u0000 \u0085 \u2028 \u2029 \u007f')).toBe(
    '\\u001b[2J \\u0000 \\u0085 \\u2028 \\u2029 \\u007f',
  );
  expect(line('a\tb')).toBe('a\tb');
});

test('of a body no more is read than fits a line', () => {
  expect(bodyText('x'.repeat(5000))).toHaveLength(1025);
  expect(bodyText(Buffer.alloc(5000, 'x'))).toHaveLength(1025);
  expect(bodyText(null)).toBe('');
});

test('maps are printed as Java prints them', () => {
  expect(mapText([])).toBe('{}');
  expect(mapText(Object.entries({ a: 'b', c: 'd=e' }))).toBe('{a=b, c=d=e}');
});

test('secret headers are masked, and repeated ones stand in one entry', () => {
  const secrets = { isSecret: (name: string) => name === 'X-Secret' };
  expect(headersText(['a', '1', 'X-Secret', 'Bearer abcdef123456', 'a', '3'], secrets)).toBe(
    '{a=1,3, X-Secret=*************123456}',
  );
  expect(headersText([Buffer.from('b'), Buffer.from('2')], secrets)).toBe('{b=2}');
});
