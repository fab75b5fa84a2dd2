import { chooseCoding } from './choose-coding.js';

// The first block: the forms that the guide page "Enable payload compression" names.
test.each([
  ['deflate,gzip', 'deflate'],
  ['', null],
  ['*', null],
  ['deflate;q=0.5,gzip;q=1.0', 'gzip'],
  ['gzip;q=1.0,identity;q=0.5,*;q=0', 'gzip'],
  [null, null],
  ['identity', null],
  ['gzip', 'gzip'],
  ['GZip', 'gzip'],
  ['gzip, deflate, br, zstd', 'gzip'],
  ['br, gzip', 'gzip'],
  ['br;q=1.0, gzip;q=0.8', null],
  ['identity, gzip;q=0.5', null],
  ['*, gzip;q=0.5', null],
  ['gzip;q=0', null],
  ['gzip;q=0, *', null],
  ['gzip ; Q=0.001', 'gzip'],
  ['gzip;q=2', null],
  ['gzip;q=abc, deflate;q=0.1', 'deflate'],
  ['br', null],
  [',,;;q=1,', null],
])('Accept-Encoding %j asks for %s', (header, coding) => {
  expect(chooseCoding(header)).toBe(coding);
});

test('a header of the largest size is read at once', () => {
  expect(chooseCoding('gzip;q=0.5,'.repeat(900))).toBe('gzip');
  expect(chooseCoding(`gzip${';'.repeat(10_000)}`)).toBe('gzip');
});
