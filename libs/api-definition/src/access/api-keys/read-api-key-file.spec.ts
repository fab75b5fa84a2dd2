import { readApiKeyFile } from './read-api-key-file.js';
import { readCsv } from './read-csv.js';

const fieldsOf = (text: string) => {
  const csv = readCsv(text);
  return csv.ok ? csv.value.map(({ fields }) => fields) : csv.error.message;
};
const file = (text: string) => {
  const read = readApiKeyFile(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};
const refusal = (text: string) => {
  const read = readApiKeyFile(text);
  return read.ok ? 'accepted' : read.error.message;
};

test.each<[string, readonly (readonly string[])[] | string]>([
  [
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\r\n\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['\uFEFFa , b\t\n', [['a', 'b']]],
  ['"a,b",\'c,d\'', [['a,b', 'c,d']]],
  ['"say ""hi""",\'it\'\'s\'', [['say "hi"', "it's"]]],
  ['O\'Brien,6" nails', [["O'Brien", '6" nails']]],
  [' "a" , " b "', [['a', 'b']]],
  ['"two\nlines",x', [['two\nlines', 'x']]],
  [
    'a,,\n,',
    [
      ['a', '', ''],
      ['', ''],
    ],
  ],
  ['', []],
  ['a\n"open', 'Invalid CSV: malformed quotes on line 2'],
  ['"a"b', 'Invalid CSV: malformed quotes on line 1'],
])('CSV is read (case %#)', (text, expected) => {
  expect(fieldsOf(text)).toEqual(expected);
});

test('rows know the line they begin on, after values of several lines too', () => {
  const csv = readCsv('a\n"b\nc"\nd');
  expect(csv.ok && csv.value.map(({ line }) => line)).toEqual([1, 2, 4]);
});

test('columns come in any order and case; unknown ones are passed over; defaults are filled in', () => {
  const text = 'colour,NAME,Key,usageplanIds,Enabled\nred,n,k1,"p1, p2,p1",FALSE\n,m,k2\n';
  expect(file(text)).toEqual({
    rows: [
      { line: 2, value: 'k1', name: 'n', description: '', enabled: false, usagePlanIds: ['p1', 'p2'] },
      { line: 3, value: 'k2', name: 'm', description: '', enabled: true, usagePlanIds: [] },
    ],
    warnings: [],
  });
});

test('a bad row is a warning and the others are kept', () => {
  const { rows, warnings } = file('key,name,enabled\n,n\nk,\nk1,n,maybe\nk2,n,true,more\nk3,n,true\n');
  expect(rows.map(({ value }) => value)).toEqual(['k3']);
  expect(warnings).toEqual([
    'Line 2: the key has no value',
    'Line 3: the key has no name',
    'Line 4: Enabled must be true or false, not maybe',
    'Line 5: more values than the header has columns',
  ]);
});

test.each([
  ['', 'The API key file is empty: its first line must be a header'],
  ['name\nn', 'The header of an API key file must have the column key'],
  ['key\nn', 'The header of an API key file must have the column name'],
  ['key,name,Key\na,b,c', 'The header has the column key more than once'],
  [`key,name${'\nk,n'.repeat(10_001)}`, 'An API key file may hold at most 10000 keys'],
])('a file that is none is refused (case %#)', (text, expected) => {
  expect(refusal(text)).toBe(expected);
});
