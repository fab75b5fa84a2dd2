import { decodeLogCursor, encodeLogCursor, type LogCursor } from './log-position.js';

const position = { timestampMs: 1, blockId: 2, index: -1 };
const key = { nearestMs: 3, id: 4 };

test.each<LogCursor>([
  position,
  { ...position, after: key },
  { ...position, part: { upTo: key, from: position } },
  { ...position, after: key, part: { upTo: { nearestMs: 5, id: 6 }, from: { ...position, index: 7 } } },
])('a cursor is given back as it was: %j', (cursor) => {
  expect(decodeLogCursor(encodeLogCursor(cursor))).toEqual(cursor);
});

test('a cursor that no reading has given is none', () => {
  for (const text of [
    '',
    '1',
    '1/2',
    '1/2/x',
    '1/2/3~x',
    '1/2/3~~',
    '1/2/3~1/2~3/4',
    '1/2/3~~1/2~1/2/3~',
    '1/2/3~99999999999999999/1',
  ])
    expect(decodeLogCursor(text)).toBeNull();
});
