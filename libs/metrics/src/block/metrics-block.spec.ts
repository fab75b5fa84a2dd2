import fc from 'fast-check';
import { LatencySketch } from '../sketch/latency-sketch.js';
import { encodeSketch } from '../sketch/sketch-bytes.js';
import { countersOf, latenciesOf } from '../table/metric-table.js';
import { metricsBlockBounds } from './block-bounds.js';
import { encodeMetricsBlocks } from './encode-block.js';
import type { MetricsRow, MetricsSource } from './metrics-row.js';
import { parseMetricsBlock } from './parse-block.js';

const owner = { accountId: '000000000000', region: 'eu-central-1' };
const stage = {
  ...owner,
  set: 'RestApi',
  apiId: 'a1',
  apiName: 'Pets',
  stageName: 'prod',
  method: null,
} as const;
const key = { ...owner, set: 'ApiKey', usagePlanId: 'plan01', keyId: 'key0000001' } as const;

function rowOf(source: MetricsSource, minute = 29_700_000, latencies: readonly number[] = []): MetricsRow {
  const sketch = new LatencySketch();
  for (const ms of latencies) sketch.add(ms);
  return {
    minute,
    source,
    counters: countersOf(source.set).map((_, index) => index * 1_000),
    latencies: latenciesOf(source.set).map((_, index) => (index === 0 ? sketch : new LatencySketch())),
  };
}
const rowsOf = (block: Buffer): MetricsRow[] => {
  const read = parseMetricsBlock(block);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
};
/** Comparable: sketches by their bytes. */
const plain = (rows: readonly MetricsRow[]) =>
  rows.map((row) => ({
    ...row,
    latencies: row.latencies.map((latency) => encodeSketch(latency).toString('hex')),
  }));

const text = fc.string({ maxLength: 40, unit: 'grapheme' });
const sources: fc.Arbitrary<MetricsSource> = fc.oneof(
  fc.record({
    set: fc.constantFrom('RestApi' as const, 'HttpApi' as const, 'WebSocketApi' as const),
    accountId: text,
    region: text,
    apiId: text,
    apiName: text,
    stageName: text,
    method: fc.option(fc.record({ resource: text, httpMethod: text })),
  }),
  fc.record({
    set: fc.constant('RestApi' as const),
    accountId: text,
    region: text,
    apiId: text,
    apiName: text,
    stageName: text,
    method: fc.constant(null),
    trial: fc.oneof(
      fc.record({ id: fc.maxSafeNat(), side: fc.constantFrom('base' as const, 'canary' as const) }),
      fc.record({
        id: fc.maxSafeNat(),
        side: fc.constant('base' as const),
        isLast: fc.constant(true as const),
      }),
    ),
  }),
  fc.record({
    set: fc.constant('ApiKey' as const),
    accountId: text,
    region: text,
    usagePlanId: text,
    keyId: text,
  }),
);

test('rows are the same behind their block', () => {
  const rows = fc.uniqueArray(
    fc.tuple(sources, fc.nat({ max: 2 ** 31 }), fc.array(fc.nat({ max: 60_000 }), { maxLength: 20 })),
    { selector: ([source, minute]) => JSON.stringify([source, minute]), maxLength: 30 },
  );
  fc.assert(
    fc.property(rows, (all) => {
      const before = all.map(([source, minute, latencies]) => rowOf(source, minute, latencies));
      expect(plain(encodeMetricsBlocks(before).flatMap(rowsOf))).toEqual(plain(before));
    }),
  );
});

test('no rows are no block, and more than one block holds go into several', () => {
  expect(encodeMetricsBlocks([])).toEqual([]);
  const rows = Array.from({ length: metricsBlockBounds.rowsMax + 1 }, (_, index) =>
    rowOf({ ...key, keyId: `key${index}` }),
  );
  const blocks = encodeMetricsBlocks(rows);
  expect(blocks.map((block) => rowsOf(block).length)).toEqual([metricsBlockBounds.rowsMax, 1]);
});

test('large rows go into several blocks, each within the bound on bytes', () => {
  const latencies = Array.from({ length: 200_000 }, (_, ms) => ms);
  const { counters, latencies: sketches } = rowOf(stage, 0, latencies);
  const rows = Array.from({ length: 1_500 }, (_, minute) => ({
    minute,
    source: stage,
    counters,
    latencies: sketches,
  }));
  const blocks = encodeMetricsBlocks(rows);
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(block.length).toBeLessThanOrEqual(metricsBlockBounds.bytesMax);
  expect(blocks.flatMap(rowsOf)).toHaveLength(rows.length);
});

test('counters of an older gateway are 0, those of a newer one are left out', () => {
  const older = { ...rowOf(stage), counters: [5], latencies: [] };
  const [read] = rowsOf(encodeMetricsBlocks([older])[0]!);
  expect(read!.counters).toEqual([5, 0, 0, 0, 0]);
  expect(read!.latencies.map(({ count }) => count)).toEqual([0, 0]);
  const newer = { ...rowOf(key), counters: [1, 2, 3, 4, 5], latencies: [new LatencySketch()] };
  expect(rowsOf(encodeMetricsBlocks([newer])[0]!)[0]).toMatchObject({
    counters: [1, 2, 3, 4],
    latencies: [],
  });
});

test('a block that is cut off anywhere is refused, as is one that goes on', () => {
  const [block] = encodeMetricsBlocks([rowOf(stage, 1, [3, 4, 500]), rowOf(key)]);
  for (let length = 0; length < block!.length; length++) {
    expect(parseMetricsBlock(block!.subarray(0, length)).ok).toBe(false);
  }
  expect(parseMetricsBlock(Buffer.concat([block!, Buffer.of(0)]))).toMatchObject({ ok: false });
});

const numbers = (...bytes: number[]) => Uint8Array.from(bytes);
test.each([
  ['nothing', numbers(), 'the version is cut off'],
  ['another version', numbers(2, 0, 0), 'the version is unknown'],
  ['more rows than a block holds', numbers(1, 0, 0x89, 0x27), 'the number of rows is over 5000'],
  ['an unknown set', numbers(1, 0, 1, 0, 9), 'a set is over 3'],
  ['a name that is not there', numbers(1, 0, 1, 0, 0, 0), 'an account is not among the names'],
  ['a name that is not UTF-8', numbers(1, 1, 1, 0xff, 0), 'a name is not UTF-8'],
  ['a name that is too long', numbers(1, 1, 0x81, 0x08), 'the length of a name is over 1024'],
  [
    'more bytes than a block has',
    new Uint8Array(metricsBlockBounds.bytesMax + 1),
    'the block has over 4194304 bytes',
  ],
])('%s is refused', (_, bytes, problem) => {
  expect(parseMetricsBlock(bytes)).toEqual({ ok: false, problem });
});

test('a source that is there twice in one minute is refused', () => {
  const [block] = encodeMetricsBlocks([rowOf(stage, 1), rowOf(stage, 1)]);
  expect(parseMetricsBlock(block!)).toEqual({ ok: false, problem: 'a source is there twice in one minute' });
});

test('bytes of any kind are refused or read, and never throw', () => {
  const [block] = encodeMetricsBlocks([rowOf(stage, 1, [3]), rowOf(key)]);
  fc.assert(
    fc.property(fc.nat({ max: block!.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const changed = Buffer.from(block!);
      changed[at] = byte;
      parseMetricsBlock(changed);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseMetricsBlock(bytes)));
});
