import fc from 'fast-check';
import { readDate } from './date-value.js';
import { equalsIgnoringCase } from './equals-ignoring-case.js';
import { isInBlock, newIpAddress, readIpAddress, readIpBlock } from './ip-address.js';
import { readNumber } from './numeric-value.js';

describe('dates', () => {
  test('are read as Date.parse reads them, to the millisecond', () => {
    const min = new Date('0100-01-01T00:00:00Z');
    const max = new Date('9999-12-31T23:59:59Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        const text = date.toISOString();
        expect(readDate(text)).toBe(Date.parse(text));
        expect(readDate(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)));
        expect(readDate(text.slice(0, 7))).toBe(Date.parse(text.slice(0, 7)));
        expect(readDate(`${text.slice(0, 16)}+05:30`)).toBe(Date.parse(`${text.slice(0, 16)}+05:30`));
      }),
    );
  });
  test.each([
    ['1764496800', 1_764_496_800_000],
    ['2026-11-30T10:00:00z', Date.UTC(2026, 10, 30, 10)],
    ['2026-11-30t10:00-03', Date.UTC(2026, 10, 30, 13)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('%s', (text, ms) => expect(readDate(text)).toBe(ms));
  test.each([
    '',
    'now',
    '-1',
    '1.5',
    '2025-02-29',
    '2026-13-01',
    '2026-1-1',
    '2026-11-30T24:00:00Z',
    '2026-11-30T10:00:00.Z',
    '2026-11-30T10:00:00Zx',
    '2026-11-30T10:00:00+1',
    '2026-11-30 10:00:00Z',
    '2026-11-30T',
    '20261130T100000Z',
    `${'1'.repeat(50)}`,
  ])('%j is none', (text) => expect(readDate(text)).toBeNaN());
});

describe('addresses', () => {
  const isIn = (address: string, block: string): boolean | null => {
    const [one, other] = [newIpAddress(), readIpBlock(block)];
    return readIpAddress(address, one) && other !== null ? isInBlock(one, other) : null;
  };
  test.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.0.0.129', '10.0.0.0/25', false],
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.8', '10.0.0.7/32', false],
    ['8.8.8.8', '0.0.0.0/0', true],
    ['::ffff:10.1.2.3', '10.0.0.0/8', true],
    ['::ffff:a01:203', '10.0.0.0/8', true],
    ['10.1.2.3', '::ffff:0:0/96', true],
    ['10.1.2.3', '::/0', false],
    ['2001:db8::1', '2001:DB8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['2001:db8:0:0:1::', '2001:db8::/79', true],
    ['2001:db8:0:0:2::', '2001:db8::/79', false],
    ['::1', '::/0', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:0:0/96', true],
    ['64:ff9b::10.0.0.1', '64:ff9b::/96', true],
  ])('%s in %s: %s', (address, block, expected) => expect(isIn(address, block)).toBe(expected));
  test.each([
    '',
    '10.0.0',
    '10.0.0.0.1',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.',
    '10.0.0.1 ',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '1:',
    ':1',
    'g::',
    '::1%eth0',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1.2.3',
  ])('%j is none', (text) => expect(readIpAddress(text, newIpAddress())).toBe(false));
  test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', '/8', '10.0.0.0/1e1'])(
    '%j is no block',
    (text) => expect(readIpBlock(text)).toBeNull(),
  );
  test('written in full and in short they are the same', () => {
    const groups = fc.array(fc.constantFrom('0', '1', 'ab', 'ffff'), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, fc.nat(8), fc.nat(8), (all, from, to) => {
        const [start, end] = from < to ? [from, to] : [to, from];
        if (start === end || all.slice(start, end).some((group) => group !== '0')) return;
        const short = `${all.slice(0, start).join(':')}::${all.slice(end).join(':')}`;
        const [one, other] = [newIpAddress(), newIpAddress()];
        expect(readIpAddress(short, one)).toBe(true);
        expect(readIpAddress(all.join(':'), other)).toBe(true);
        expect(one).toEqual(other);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['1', 1],
  ['-1.50', -1.5],
  ['+2e3', 2000],
  ['.5', 0.5],
  ['', NaN],
  [' 1', NaN],
  ['0x10', NaN],
  ['Infinity', NaN],
  ['1,5', NaN],
])('the number %j is %d', (text, value) => expect(readNumber(text)).toBe(value));

test('texts are equal without regard to case when their lower case is', () => {
  const letters = fc.array(fc.constantFrom('a', 'A', 'z', 'é', 'É', 'ß', 'İ', '_'), { maxLength: 4 });
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const [one, other] = [a.join(''), b.join('')];
      expect(equalsIgnoringCase(one, other)).toBe(one.toLowerCase() === other.toLowerCase());
    }),
    { numRuns: 5000 },
  );
});
