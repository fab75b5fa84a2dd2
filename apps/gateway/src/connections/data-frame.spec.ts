import type { Writable } from 'node:stream';
import * as ws from 'ws';
import { dataFrame } from './data-frame.js';

// Its types do not tell of it.
const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Writable };

/** As the library reads them, on the side of a client. */
function read(...frames: Buffer[]): { readonly data: Buffer; readonly isBinary: boolean }[] {
  const seen: { data: Buffer; isBinary: boolean }[] = [];
  const receiver = new Receiver({ isServer: false, skipUTF8Validation: false });
  receiver.on('message', (data: Buffer, isBinary: boolean) => void seen.push({ data, isBinary }));
  receiver.on('error', (error: Error) => {
    throw error;
  });
  for (const frame of frames) receiver.write(frame);
  return seen;
}

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  'a frame of %i bytes is read as what it was',
  (bytes) => {
    const data = Buffer.alloc(bytes, 'x');
    expect(read(dataFrame(data, { kind: 'binary', fin: true }))).toEqual([{ data, isBinary: true }]);
    expect(read(dataFrame(data.toString(), { kind: 'text', fin: true }))).toEqual([
      { data, isBinary: false },
    ]);
  },
);

test('the length of a text is that of its bytes', () => {
  const text = 'é😀'.repeat(30);
  expect(read(dataFrame(text, { kind: 'text', fin: true }))[0]!.data.toString()).toBe(text);
});

test('parts are one message', () => {
  const frames = [
    dataFrame('one, ', { kind: 'text', fin: false }),
    dataFrame(Buffer.from('two'), { kind: 'continuation', fin: true }),
    dataFrame('three', { kind: 'text', fin: true }),
  ];
  expect(read(...frames).map(({ data }) => data.toString())).toEqual(['one, two', 'three']);
});
