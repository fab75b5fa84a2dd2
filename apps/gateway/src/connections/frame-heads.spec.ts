import fc from 'fast-check';
import { frame } from '#libs/testing';
import { FrameHeads } from './frame-heads.js';

const max = 1_000;
const anyFrame = fc
  .record({
    opcode: fc.constantFrom(0, 1, 2, 8, 9, 10),
    fin: fc.boolean(),
    length: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 200, max: 2_000 })),
    lengthBits: fc.constantFrom(undefined, 64 as const),
  })
  .map(({ opcode, fin, length, lengthBits }) => ({
    bytes: frame(opcode, { fin, payload: Buffer.alloc(length), ...(lengthBits && { lengthBits }) }),
    isTooLong: opcode < 8 && length > max,
  }));

test('a frame too long is found by its head, however the bytes are cut, and no other is', () => {
  fc.assert(
    fc.property(
      fc.array(anyFrame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 50 }),
      (frames, cuts) => {
        const heads = new FrameHeads(max);
        const bytes = Buffer.concat(frames.map((one) => one.bytes));
        let problem: string | null = null;
        let at = 0;
        for (let turn = 0; at < bytes.length && problem === null; turn++) {
          const to = at + cuts[turn % cuts.length]!;
          problem = heads.read(bytes.subarray(at, to));
          at = to;
        }
        const first = frames.findIndex(({ isTooLong }) => isTooLong);
        expect(problem).toBe(first < 0 ? null : 'frame too long');
        if (first < 0) return;
        // Its mask has not been looked at yet.
        const before = frames.slice(0, first).reduce((sum, one) => sum + one.bytes.length, 0);
        expect(at - Math.max(...cuts)).toBeLessThan(before + 14);
      },
    ),
  );
});

test('it knows what is kept of a message that has not ended, and that nothing is behind one that has', () => {
  const heads = new FrameHeads(max);
  const part = (opcode: number, fin: boolean): Buffer => frame(opcode, { fin, payload: Buffer.alloc(300) });
  heads.read(part(1, false));
  const one = heads.unfinishedBytes;
  expect(one).toBeGreaterThan(300);
  heads.read(part(0, false));
  expect(heads.unfinishedBytes).toBe(2 * one);
  heads.read(part(0, true).subarray(0, -1));
  expect(heads.unfinishedBytes).toBeGreaterThan(2 * one);
  heads.read(Buffer.of(0));
  expect(heads.unfinishedBytes).toBe(0);
  heads.read(frame(9, { payload: 'ping' }));
  expect(heads.unfinishedBytes).toBe(0);
});

test('messages that end are counted, also where the next one has begun in the same piece', () => {
  const heads = new FrameHeads(max);
  const whole = frame(1, { payload: 'abc' });
  heads.read(Buffer.concat([whole, whole.subarray(0, 3)]));
  expect([heads.ended, heads.unfinishedBytes > 0]).toEqual([1, true]);
  heads.read(Buffer.concat([whole.subarray(3), frame(1, { fin: false, payload: 'a' })]));
  expect([heads.ended, heads.unfinishedBytes > 0]).toEqual([2, true]);
});
