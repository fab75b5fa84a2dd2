import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { shortenList } from './shorten-list.js';

const shortening = { elementsMax: 2, bytesMax: 100, countAs: 'count' };

/** The text in pieces of so many bytes. */
function shortened(value: string, pieceBytes: number): Promise<string> {
  const bytes = Buffer.from(value);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes));
  return text(Readable.from(pieces).pipe(shortenList(shortening)));
}

test.each([
  [
    '{"a":1,"list":[{"x":[1,2,3]},2,3,[4,"]"]],"b":"],"}',
    '{"a":1,"list":[{"x":[1,2,3]},2],"b":"],","count":4}',
  ],
  ['{"list":["a,\\",[","b","c"]}', '{"list":["a,\\",[","b"],"count":3}'],
  ['{"list":[1,2],"a":{"b":[1,2,3,4]}}', '{"list":[1,2],"a":{"b":[1,2,3,4]}}'],
  ['{"list":[]}', '{"list":[]}'],
  ['[1,2,3]', '[1,2,3]'],
  ['{"list":[1,2,3', '{"list":[1,2'],
  ['no json', 'no json'],
])('%s becomes %s, in whatever pieces it comes', async (given, kept) => {
  for (const pieceBytes of [1, 2, 7, 1000]) expect(await shortened(given, pieceBytes)).toBe(kept);
});

test('however long the list is, what is passed on has a bound, and more is refused', async () => {
  expect(await shortened(`{"list":[${'1,'.repeat(100_000)}1]}`, 1000)).toBe('{"list":[1,1],"count":100001}');
  await expect(shortened(`{"list":["${'x'.repeat(100)}"]}`, 10)).rejects.toMatchObject({ statusCode: 413 });
});
