import fc from 'fast-check';
import { encodeFrame, readFrame } from './journal-frame.js';
import { decodeUse, encodeUse } from './journal-use.js';
import { createUsageTally } from './usage-tally.js';

const use = {
  usagePlanId: 'plan01',
  keyId: 'key0000001',
  day: '2026-11-21',
  hour: 7,
  permitPeriod: '2026-11-15',
};
const other = { usagePlanId: 'plan01', keyId: 'key0000002', day: '2026-11-21', hour: 7, permitPeriod: null };

function journal(): Uint8Array {
  const first = encodeFrame(1, [
    { use: encodeUse(use), count: 2 },
    { use: encodeUse(other), count: 1 },
    { use: encodeUse(use), count: 1 },
  ]);
  const second = encodeFrame(5, [{ use: encodeUse(other), count: 70_000 }]);
  return Uint8Array.from([...first, ...second]);
}

function tallyAll(bytes: Uint8Array, after = 0) {
  const tally = createUsageTally();
  let at = 0;
  for (;;) {
    const frame = readFrame(bytes, at);
    if (typeof frame === 'string') return { counts: tally.counts(), ended: frame, at };
    tally.add(bytes, frame, after);
    at = frame.end;
  }
}

test('what was written is read back and added up', () => {
  expect(decodeUse(encodeUse(use), 0)).toEqual(use);
  expect(tallyAll(journal())).toMatchObject({
    counts: [
      { ...use, count: 3 },
      { ...other, count: 70_001 },
    ],
    ended: 'end',
  });
});

test('uses up to the watermark are not counted again, also inside a frame', () => {
  expect(tallyAll(journal(), 2).counts).toEqual([
    { ...other, count: 70_001 },
    { ...use, count: 1 },
  ]);
  expect(tallyAll(journal(), 70_004).counts).toEqual([]);
});

test('a torn tail loses the torn frame only, wherever it is torn', () => {
  const whole = journal();
  const firstEnd = tallyAll(whole.subarray(0, 120)).at;
  for (let length = firstEnd + 1; length < whole.length; length++) {
    const read = tallyAll(whole.subarray(0, length));
    expect(read.ended).toBe('incomplete');
    expect(read.counts).toEqual([
      { ...use, count: 3 },
      { ...other, count: 1 },
    ]);
  }
});

test('no changed byte goes unnoticed', () => {
  const whole = journal();
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      expect(tallyAll(bytes).ended).not.toBe('end');
    }),
  );
});
