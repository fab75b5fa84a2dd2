import fc from 'fast-check';
import { compileAccessLogFormat, entryBytesMax } from './compile-access-log-format.js';
import type { LogVariable } from './log-variable.js';

/** What a request of the tests holds: texts that a caller may have chosen, by name. */
type Texts = Readonly<Record<string, string>>;

/** Formats of the guide, and what people write (guide page "Set up CloudWatch logging", by kind). */
const clf =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime]' +
  '"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId';
const json =
  '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller",' +
  ' "user":"$context.identity.user", "bare":$context.identity.userAgent, "in": ["$context.path", $context.status],' +
  ' "text": $context.error.messageString, "quoted": "$context.error.messageString" }';
const xml =
  '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <caller a=\'$context.identity.caller\'/>' +
  ' <user>$context.identity.user</user> <text>$context.error.messageString</text> </request>';
const csv =
  '$context.identity.sourceIp,$context.identity.caller,"$context.identity.user",$context.requestTime,' +
  '$context.httpMethod,fixed,$context.error.messageString,$context.requestId';

const plain = ['requestTime', 'status', 'requestId'];
const variable = (name: string): LogVariable<Texts> | null => {
  if (name === 'unknown') return null;
  if (name === 'apiId') return { constant: 'a "constant"' };
  const read = (texts: Texts) => texts[name] ?? null;
  if (name === 'error.messageString')
    return { read: (texts) => texts['error.message'] ?? null, isQuoted: true };
  if (name === 'status') return { read: () => 200, isPlain: true };
  if (name === 'requestTime') return { read: () => '30/Nov/2026:10:05:24 +0000', isPlain: true };
  return { read, ...(plain.includes(name) && { isPlain: true as const }) };
};
const rendererOf = (format: string) => compileAccessLogFormat(format, variable).render;

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      ',',
      ' ',
      '\n',
      '\r',
      '<',
      '>',
      '&',
      "'",
      'a',
      '\u2028',
      '\u0085',
      ']',
      '{',
    ),
  }),
  fc.constantFrom(
    '-',
    '',
    '","forged":"',
    '</ip><forged/>',
    'a\nb',
    '1',
    'true',
    '\\',
    '\ud800',
    ']]>',
    '1e999',
  ),
);
const anyTexts = fc.record({
  'identity.sourceIp': nasty,
  'identity.caller': nasty,
  'identity.user': nasty,
  'identity.userAgent': nasty,
  httpMethod: nasty,
  resourcePath: nasty,
  protocol: nasty,
  responseLength: nasty,
  path: nasty,
  'error.message': nasty,
});
const withId = (texts: Texts): Texts => ({ ...texts, requestId: '0f1c' });
const whateverIsSent = (check: (texts: Texts) => void) =>
  fc.assert(
    fc.property(anyTexts, (texts) => check(withId(texts))),
    { numRuns: 500 },
  );

/** As readers that know many line ends split: none of them finds a second line. */
const lineEnds = /[\n\r\u0085\u2028\u2029\v\f\u001c-\u001e]/;

test.each(Object.entries({ clf, json, xml, csv }))('%s is one line, whatever is sent', (_, format) => {
  const render = rendererOf(format);
  whateverIsSent((texts) => expect(render(texts)).not.toMatch(lineEnds));
});

test('JSON parses to the same members, with what was sent in them', () => {
  const render = rendererOf(json);
  whateverIsSent((texts) => {
    const parsed = JSON.parse(render(texts)) as Record<string, unknown>;
    expect(Object.keys(parsed)).toEqual([
      'requestId',
      'ip',
      'caller',
      'user',
      'bare',
      'in',
      'text',
      'quoted',
    ]);
    const sent = (name: string) => texts[name] || '-';
    const { ip, caller, user, text } = parsed;
    expect([ip, caller, user]).toEqual(['identity.sourceIp', 'identity.caller', 'identity.user'].map(sent));
    expect(parsed['in']).toEqual([sent('path'), 200]);
    expect(text).toBe(sent('error.message'));
    if (typeof parsed['bare'] === 'string') expect(parsed['bare']).toBe(sent('identity.userAgent'));
  });
});

/** Fields of a line as a reader of CLF finds them: in quotes, in brackets, or between blanks. */
function fieldsOfLine(line: string): string[] {
  return line.match(/"(?:\\.|[^"\\])*"|\[[^\]]*\]|[^\s"[\]]+/g) ?? [];
}

test('CLF has the same fields', () => {
  const render = rendererOf(clf);
  whateverIsSent((texts) => {
    const fields = fieldsOfLine(render(texts));
    expect(fields).toHaveLength(8);
    expect(fields[3]).toBe('[30/Nov/2026:10:05:24 +0000]');
    expect(fields[4]).toMatch(/^"/);
    expect(fields.slice(-1)).toEqual(['0f1c']);
  });
});

/** As RFC 4180 reads it. */
function fieldsOfCsv(line: string): string[] {
  const fields = line.match(/(?<=^|,)(?:"(?:""|[^"])*"|[^",]*)(?=,|$)/g) ?? [];
  expect(fields.join(',')).toBe(line);
  return fields;
}

/** As OpenCSV reads it, for which a backslash is an escape. */
function fieldsOfOpenCsv(line: string): number {
  let fields = 1;
  let isInside = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') isInside = !isInside;
    else if (line[at] === ',' && !isInside) fields += 1;
  }
  expect(isInside).toBe(false);
  return fields;
}

test('CSV has the same number of fields, for readers of both kinds', () => {
  const render = rendererOf(csv);
  whateverIsSent((texts) => {
    const line = render(texts);
    expect(fieldsOfCsv(line)).toHaveLength(8);
    expect(fieldsOfOpenCsv(line)).toBe(8);
    expect(fieldsOfCsv(line).at(-1)).toBe('0f1c');
  });
});

/** The tags of a document that is well formed as far as these tests go: anything else throws. */
function tagsOfXml(line: string): string[] {
  const value = String.raw`[^<&"']|&(?:amp|lt|gt|quot|apos|#[0-9]+);`;
  const tag = new RegExp(String.raw`<(/?[a-z]+)(?: [a-z]+=(?:"(?:${value}|')*"|'(?:${value}|")*'))*/?>`, 'g');
  const rest = line.replace(tag, '');
  expect(rest).toMatch(/^(?:[^<>&]|&(?:amp|lt|gt|quot|apos|#[0-9]+);)*$/);
  expect(line).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  return [...line.matchAll(tag)].map(([, name]) => name!);
}

test('XML has the same elements and is well formed', () => {
  const render = rendererOf(xml);
  const tags = ['request', 'ip', '/ip', 'caller', 'user', '/user', 'text', '/text', '/request'];
  whateverIsSent((texts) => expect(tagsOfXml(render(texts))).toEqual(tags));
});

test('any other line keeps its fields by whatever separates them', () => {
  for (const separator of [' ', '|', ';', '\t', ' , ']) {
    const render = rendererOf(
      ['$context.path', '$context.protocol', 'x', '$context.requestId'].join(separator),
    );
    whateverIsSent((texts) => {
      const line = render(texts);
      const outside = line.replace(/"(?:\\.|[^"\\])*"/g, 'quoted');
      expect(outside.split(separator)).toHaveLength(4);
    });
  }
});

test.each([
  ['$context.requestId', '0f1c'],
  ['${context.requestId}x', '0f1cx'],
  ['$context.requestId-$context.unknown.', '0f1c--.'],
  ["$context['requestId']", '0f1c'],
  ['$context $contextual $input.body $5', '$context $contextual $input.body $5'],
  ['[$context.requestTime] $context.status\n', '[30/Nov/2026:10:05:24 +0000] 200'],
  [
    '{"time":$context.requestTime,"none":$context.unknown,"s":$context.status}',
    '{"time":"30/Nov/2026:10:05:24 +0000","none":"-","s":200}',
  ],
  ['{"api":"$context.apiId"}', '{"api":"a \\"constant\\""}'],
  ['<a>$context.apiId</a>', '<a>a &quot;constant&quot;</a>'],
  ['$context.apiId,$context.status', '"a ""constant""",200'],
  ['"$context.path"', '"-"'],
  ['$context.path', '-'],
  // Not JSON, though it begins like it: a line with quotes.
  ['{"a":"$context.apiId",}', '{"a":"a \\"constant\\"",}'],
])('%s gives %s', (format, line) => {
  expect(rendererOf(format)({ requestId: '0f1c' })).toBe(line);
});

test('a backslash before a variable frees nothing', () => {
  const line = rendererOf('{"a":"\\$context.path","b":1}')({ path: '","forged":"' });
  expect(Object.keys(JSON.parse(line) as object)).toEqual(['a', 'b']);
});

test('what a caller sends is plainly readable where it is harmless', () => {
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64)';
  const line = rendererOf('$context.requestId $context.identity.userAgent "$context.path"');
  expect(line({ requestId: '1', 'identity.userAgent': userAgent, path: '/a?b=c' })).toBe(
    `1 "${userAgent}" "/a?b=c"`,
  );
});

test('an entry keeps its bound and stays what it is', () => {
  const huge = '\u0001"\u20ac'.repeat(600_000);
  const texts = { path: huge, protocol: huge, 'error.message': huge };
  const names = ['path', 'protocol', 'error.messageString'];
  const render = rendererOf(`{${names.map((name) => `"${name}":"$context.${name}"`).join(',')}}`);
  const line = render(texts);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(entryBytesMax);
  expect(Object.keys(JSON.parse(line) as object)).toEqual(names);
});
