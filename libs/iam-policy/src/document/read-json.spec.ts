import fc from 'fast-check';
import { readJson } from './read-json.js';

const bounds = { charsMax: 100_000, depthMax: 16 };

test('reads what JSON.parse reads, to the same value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom('', '  ', '\n\t'), (text, space) => {
      const spaced = space + JSON.stringify(JSON.parse(text), null, space) + space;
      expect(readJson(spaced, bounds)).toMatchObject({ ok: true, value: JSON.parse(text) as unknown });
    }),
  );
});

test('refuses what JSON.parse refuses', () => {
  const parts = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '\\',
    '1',
    '-',
    '01',
    '1.',
    'true',
    'nul',
    ' ',
    '\u0000',
  ];
  const accepted = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), (tokens) => {
      const text = tokens.join('');
      const { ok } = readJson(text, bounds);
      if (!/"a".*"a"/.test(text)) expect(ok).toBe(accepted(text));
      else if (ok) expect(accepted(text)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['{"a":1,"a":1}', 'a name twice in one object', 12 - 1],
  ['{"a":1,"\\u0061":2}', 'a name twice in one object', 16],
  ['[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]', 'too deep', 18],
  [' '.repeat(100_001), 'too long', 1],
  ['{"a":}', 'not JSON', 6],
  ['[1]]', 'not JSON', 4],
])('%s is refused: %s', (text, reason, column) =>
  expect(readJson(text, bounds)).toEqual({ ok: false, reason, at: { line: 1, column } }),
);

test('a member named __proto__ is a member', () => {
  const json = readJson('{"__proto__":{"x":1}}', bounds);
  expect(json.ok && Object.entries(json.value as object)).toEqual([['__proto__', { x: 1 }]]);
});

test('objects are placed after their opening and after their closing brace', () => {
  const json = readJson('{\n  "a": {"b": 1}}', bounds);
  expect(json.ok && [...json.spans.values()]).toEqual([
    { start: { line: 2, column: 9 }, end: { line: 2, column: 16 } },
    { start: { line: 1, column: 2 }, end: { line: 2, column: 17 } },
  ]);
});
