import { readFilterPattern } from './read-filter-pattern.js';

/** Which of the messages match; for a pattern that is none, what the service says of it. */
function matching(pattern: string, messages: readonly string[]): readonly string[] | string {
  const read = readFilterPattern(pattern);
  return read.ok ? messages.filter((message) => read.pattern.matches(message)) : read.message;
}

const at = (messages: readonly string[], indexes: readonly number[]) =>
  indexes.map((index) => messages[index]);

// What the User Guide shows of each form, with messages of our own.
const lines = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[INFO 200] REQUEST SERVED',
  'failed with INTERNAL SERVER ERROR',
  'error in lower case',
];
test.each<[string, number[]]>([
  ['', [0, 1, 2, 3, 4, 5]],
  ['" "', [0, 1, 2, 3, 4, 5]],
  ['ERROR', [0, 1, 2, 4]],
  ['ERR', [0, 1, 2, 4]],
  ['ERROR ARGUMENTS', [2]],
  ['ERROR  REQUEST', [0, 1]],
  ['?ERROR ?SERVED', [0, 1, 2, 3, 4]],
  ['?ERROR ?ARGUMENTS REQUEST', [0, 1, 3]],
  ['?ERROR -REQUEST', [2, 4, 5]],
  ['"INTERNAL SERVER ERROR"', [4]],
  ['"[ERROR 4" REQUEST', [0, 1]],
  ['ERROR -ARGUMENTS', [0, 1, 4]],
  ['ERROR -"BAD REQUEST"', [1, 2, 4]],
  ['-ERROR', [3, 5]],
  ['%AUTHORIZED%', [1]],
  ['%^\\[ERROR 4[01]%', [0, 1, 2]],
  ['%\\d{3}\\] [A-Z]+ A%', [2]],
])('terms %s', (pattern, indexes) => {
  expect(matching(pattern, lines)).toEqual(at(lines, indexes));
});

const words = [
  'hat',
  'cat',
  'a hat',
  'color',
  'colour',
  'aa',
  'aaaa',
  'gra',
  'grey',
  'shutting down',
  'skipping initializing',
  '[7]',
  'ac',
  'abbc',
  '4at',
  '10.10.0.1',
  '10010,051',
  'a:b',
  'call(',
  'line\nof two',
  "{'x'}",
];
test.each<[string, string[]]>([
  ['%^[hc]at%', ['hat', 'cat']],
  ['%[hc]at$%', ['hat', 'cat', 'a hat']],
  ['%colou?r%', ['color', 'colour']],
  ['%^a{3,5}$%', ['aaaa']],
  ['%^a{2}$%', ['aa']],
  ['%^a{,3}$%', ['aa']],
  ['%gra|ey%', ['gra', 'grey']],
  ['%^starting|^initializing|^shutting down%', ['shutting down']],
  ['%\\[.\\]%', ['[7]']],
  ['%^ab*c$%', ['ac', 'abbc']],
  ['%^ab+c$%', ['abbc']],
  ['%10\\.10\\.0\\.1%', ['10.10.0.1']],
  ['%10.10.0.1%', ['10.10.0.1', '10010,051']],
  ['%\\x3A%', ['a:b']],
  ['%\\x28%', ['call(']],
  ['%e\\so%', ['line\nof two']],
  ['%e.o%', []],
  ['%^[^a-z]+$%', ['[7]', '10.10.0.1', '10010,051']],
  ['%^\\W%', ['[7]', "{'x'}"]],
  ['%}$%', ["{'x'}"]],
])('expressions %s', (pattern, expected) => {
  expect(matching(pattern, words)).toEqual(expected);
});

const trail = {
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  'cluster.name': 'c',
  flag: true,
  errorCode: 404,
  status: '500',
  latency: 49.5,
  number: [1000],
  'detail-type': 'x',
};
test.each<[string, boolean]>([
  ['{ $.eventType = "UpdateTrail" }', true],
  ['{ $.eventType = UpdateTrail }', true],
  ['{$.eventType="Update*"}', true],
  ['{ $.eventType = "*Trail" }', true],
  ['{ $.eventType = "Trail" }', false],
  ['{ $.eventType != "Other" }', true],
  ['{ $.sourceIPAddress != 123.123.* }', true],
  ['{ $.sourceIPAddress = 111.*.111 }', true],
  ['{ $.arrayKey[0] = "value" }', true],
  ['{ $.arrayKey[1] = "value" }', false],
  ['{ $.arrayKey[7] = "value" }', false],
  ['{ $.arrayKey[*] = "another value" }', true],
  ['{ $.arrayKey[*] = %val.{2}% }', true],
  ['{ $.arrayKey = "value" }', false],
  ['{ $.arrayKey.length = 2 }', false],
  ['{ $.eventType = %Trail% }', true],
  ['{ $.eventType != %^Trail% }', true],
  ['{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }', true],
  ['{ $.[\'cluster.name\'] = "c" }', true],
  ['{ $.cluster.name = "c" }', false],
  ['{ $.detail-type = "x" }', true],
  ['{ $.SomeObject IS NULL }', true],
  ['{ $.eventType IS NULL }', false],
  ['{ $.Missing IS NULL }', false],
  ['{ $.flag IS TRUE }', true],
  ['{ $.flag IS FALSE }', false],
  ['{ $.flag = true }', false],
  ['{ $.Missing NOT EXISTS }', true],
  ['{ $.SomeObject NOT EXISTS }', false],
  ['{ $.toString NOT EXISTS }', true],
  ['{ $.Missing != "x" }', false],
  ['{ $.Missing = "*" }', false],
  ['{ $.errorCode = 404 }', true],
  ['{ $.errorCode = 4* }', true],
  ['{ $.errorCode != 500 }', true],
  ['{ $.errorCode = "404" }', true],
  ['{ $.status = 500 }', true],
  ['{ $.status >= 500 }', true],
  ['{ $.latency < 50 }', true],
  ['{ $.latency >= 49.5 }', true],
  ['{ $.latency > 49.5 }', false],
  ['{ $.number[0] = 1e+3 }', true],
  ['{ $.number[0] != 1e-3 }', true],
  ['{ $.objectList[*].id = 2 && $.objectList[0].name = "a" }', true],
  ['{ ($.errorCode = 1 || $.errorCode = 404) && $.flag IS TRUE }', true],
  ['{ $.errorCode = 404 || $.flag IS FALSE && $.Missing = 1 }', true],
  ['{ ($.errorCode = 404 || $.flag IS FALSE) && $.Missing = 1 }', false],
])('JSON %s', (pattern, expected) => {
  expect(matching(pattern, [JSON.stringify(trail)])).toHaveLength(expected ? 1 : 0);
});

test('what is no JSON object matches no condition, not even that something is not there', () => {
  for (const message of ['plain', '[{"a":1}]', '{broken', 'at 10:00 {"a":1}', '"text"', 'null', ''])
    expect(matching('{ $.b NOT EXISTS }', [message])).toEqual([]);
});

const access = [
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
  '10.0.0.7 Prod ann [10/Oct/2000:13:25:16 -0700] "GET /index.html HTTP/1.0" 410 20',
  '10.0.0.7 Prod ann [10/Oct/2000:13:25:17 -0700] "POST /pets HTTP/1.0" 500 2048',
  'ERROR 09/25/2014 12:00:02 Failed to process request',
  'WARNING 09/25/2014 slow',
  'ERROR',
];
test.each<[string, number[]]>([
  ['[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]', [0]],
  ['[ip, user, username, timestamp, request, status_code, bytes > 1000]', [0, 2]],
  ['[..., request =*.html*, status_code = 4*, bytes]', [0, 1]],
  ['[..., status_code = 404 || status_code = 410, bytes]', [0, 1]],
  ['[..., status_code >= 404 && status_code < 500, bytes]', [0, 1]],
  ['[ip, ..., bytes = 1534]', [0]],
  ['[w1=ERROR, ...]', [3, 5]],
  ['[ip, user, username, timestamp = "10/Oct/2000:13:25:17 -0700", ...]', [2]],
  ['[w1=ERROR, w2]', [3]],
  ['[w1=ERROR || w1=WARNING, w2]', [3, 4]],
  ['[w1!=ERROR && w1!=WARNING, w2]', [0, 1, 2]],
  ['[w1 = ERROR && (w1 != FOO || w1 = WARNING), w2]', [3]],
  ['[w1=ERROR]', [5]],
  ['[w1, w2, rest = "*process request"]', [3]],
  ['[a, b, c, d, e, f, g, h]', []],
  ['[, , w3 = slow]', [4]],
])('fields %s', (pattern, indexes) => {
  expect(matching(pattern, access)).toEqual(at(access, indexes));
});

const invalid = 'Invalid filter pattern';
test.each([
  ['{ $.a = 1', "If a filter pattern starts with '{' it must end with '}'"],
  ['[a, b', "If a filter pattern starts with '[' it must end with ']'"],
  ['a:b', "Invalid character(s) in term ':'"],
  ['?Status: timeout', "Invalid character(s) in term ':'"],
  ['ERR*', "Invalid character(s) in term '*'"],
  ['ERROR && WARN', "Invalid character(s) in term '&&'"],
  ['"ERROR', invalid],
  ['%[abc%', invalid],
  ['%^(ERROR|WARN)%', invalid],
  ['%hello!%', invalid],
  ['%café%', invalid],
  ['%a{3,1}%', invalid],
  ['%a**%', invalid],
  ['%*a%', invalid],
  ['%%', invalid],
  ['%a% %b% %c%', invalid],
  ['{ }', invalid],
  ['{ $ = 1 }', invalid],
  ['{ $.a }', invalid],
  ['{ $.a == 1 }', invalid],
  ['{ $.a EXISTS }', invalid],
  ['{ $.a IS NOT NULL }', invalid],
  ['{ !($.a = 1) }', invalid],
  ['{ $.a > 0 AND $.a < 2 }', invalid],
  ['{ $.a > "b" }', invalid],
  ['{ $.a = %(a|b)% }', invalid],
  ['{ "a": [1] }', invalid],
  ['{ $..a = 1 }', invalid],
  ['{ $.a[-1] = 1 }', invalid],
  ['{ $.a[0:2] = 1 }', invalid],
  ['{ ($.a = 1 }', invalid],
  ['{ $.a = 1) }', invalid],
  ['{ $.a[*].* = 1 }', invalid],
  ['{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.* = 1 }', invalid],
  ['{ $.a = %a% || $.a = %b% || $.a = %c% }', invalid],
  ['[..., status, ...]', invalid],
  ['[a = 1 && b = 2]', invalid],
  ['[a = 1 && a]', invalid],
  ['[w1=ERROR OR w1=WARNING, w2]', invalid],
  ['[w1=ERROR && || w1=WARNING, w2]', invalid],
  ['[w1==ERROR, w2]', invalid],
])('%s is refused', (pattern, message) => {
  expect(matching(pattern, [])).toBe(message);
});
