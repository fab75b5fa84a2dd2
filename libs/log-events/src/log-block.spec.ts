import fc from 'fast-check';
import { encodeLogBlock, logBlockMagic } from './encode-log-block.js';
import { LogBatch } from './log-batch.js';
import { LogColumns } from './log-columns.js';
import { logBlockBounds, messageBytesMax, timestampMsMax } from './log-block-bounds.js';
import type { LogStreamName } from './log-stream-name.js';
import { readLogBlock, type LogSection } from './read-log-block.js';
import { readLogEvents } from './read-log-events.js';

const streamOf = (group: string): LogStreamName => ({
  accountId: '000000000000',
  region: 'us-east-1',
  group,
  stream: '0cc175b9c0f1b6a831c399e269772661',
});

function sectionsOf(block: Uint8Array): readonly LogSection[] {
  const read = readLogBlock(block);
  if ('refused' in read) throw new Error(read.refused);
  return read.sections;
}

/** A section of these events; `name`: in place of the right one. */
function columns(messages: readonly string[], name: Partial<LogStreamName> = {}): LogColumns {
  const section = new LogColumns({ ...streamOf('a'), ...name });
  messages.forEach((message, index) => section.add(index + 1, message));
  return section;
}

function gathering() {
  const blocks: { block: Buffer; events: number }[] = [];
  return { blocks, batch: new LogBatch((block, events) => blocks.push({ block, events })) };
}

const event = fc.record({
  group: fc.constantFrom('a', 'API-Gateway-Execution-Logs_abc/dev'),
  timestampMs: fc.integer({ min: 0, max: timestampMsMax }),
  // Half characters too: callers send what they like.
  message: fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('\ud83d', '\ude00', '')),
});

test('events are read back as they were written, by stream and in order', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1 }), (events) => {
      const { batch, blocks } = gathering();
      const streams = new Map(events.map(({ group }) => [group, streamOf(group)]));
      for (const { group, timestampMs, message } of events) {
        batch.write(streams.get(group)!, timestampMs, message);
      }
      batch.flush();
      for (const section of sectionsOf(blocks[0]!.block)) {
        const its = events.filter(({ group }) => group === section.group);
        const times = its.map(({ timestampMs }) => timestampMs);
        expect(section).toMatchObject({
          ...streamOf(section.group),
          events: its.length,
          firstMs: Math.min(...times),
          lastMs: Math.max(...times),
        });
        expect(readLogEvents(section.body)).toEqual(
          its.map(({ timestampMs, message }) => ({ timestampMs, message: Buffer.from(message).toString() })),
        );
      }
    }),
  );
});

test('rubbish is refused with the reason, never read and never thrown at', () => {
  const block = encodeLogBlock([columns(['one', 'two'])]);
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(block.length - 1), fc.nat(255), (bytes, at, byte) => {
      const changed = Buffer.from(block);
      changed[at] = byte;
      for (const rubbish of [bytes, Buffer.concat([Buffer.from(logBlockMagic), bytes]), changed]) {
        const read = readLogBlock(rubbish);
        if ('sections' in read)
          read.sections.forEach(({ body }) => expect(readLogEvents(body)).not.toBeNull());
        else expect(read.refused).toMatch(/./);
      }
    }),
  );
  for (let length = logBlockMagic.length + 1; length < block.length; length++) {
    expect(readLogBlock(block.subarray(0, length))).toEqual({ refused: 'section 0 is damaged' });
  }
  expect(readLogBlock(Buffer.concat([block, Buffer.of(0)]))).toEqual({ refused: 'section 1 is damaged' });
  expect(readLogBlock(Buffer.from('TLB\u0002'))).toEqual({
    refused: 'not a block of log events of version 1',
  });
});

test.each([
  { accountId: 'x' },
  { region: 'not a region' },
  { group: 'with space' },
  { group: '' },
  { stream: 'a:b' },
  { stream: '' },
])('names that CloudWatch Logs would not take are refused: %j', (wrong) => {
  const block = encodeLogBlock([columns(['x'], wrong)]);
  expect(readLogBlock(block)).toEqual({ refused: 'section 0 is damaged' });
});

test('a block is held to its bounds before anything is made of it', () => {
  expect(readLogBlock(Buffer.alloc(logBlockBounds.bytes + 1))).toEqual({
    refused: 'more than 4194304 bytes',
  });
  const section = columns(Array.from({ length: logBlockBounds.events + 1 }, () => ''));
  expect(readLogBlock(encodeLogBlock([section]))).toEqual({ refused: 'more than 200000 events' });
  const one = columns(['']);
  const many = Array.from({ length: logBlockBounds.sections + 1 }, () => one);
  expect(readLogBlock(encodeLogBlock(many))).toEqual({ refused: 'more than 10000 sections' });
});

test('a batch hands blocks on before they outgrow what a reader takes, and loses no event', () => {
  const { batch, blocks } = gathering();
  const wide = '\u20ac'.repeat(100_000);
  for (let index = 0; index < 10; index++) batch.write(streamOf('a'), index, wide);
  for (let index = 0; index < 25_000; index++) batch.write(streamOf(`g${'x'.repeat(500)}`), index, '');
  batch.flush();
  batch.flush();
  expect(blocks.length).toBeGreaterThan(3);
  let events = 0;
  for (const { block, events: told } of blocks) {
    const inBlock = sectionsOf(block).reduce((sum, section) => sum + section.events, 0);
    expect(inBlock).toBe(told);
    events += inBlock;
  }
  expect(events).toBe(25_010);
});

test('however many streams there are, a batch holds a bounded number of them', () => {
  const { batch, blocks } = gathering();
  for (let index = 0; index < 5000; index++) batch.write(streamOf(`g${index}`), index, 'x');
  batch.flush();
  const sections = blocks.map(({ block }) => sectionsOf(block).length);
  expect(Math.max(...sections)).toBeLessThan(600);
  expect(sections.reduce((sum, count) => sum + count)).toBe(5000);
});

test('a message is cut to its bound at the end of a character', () => {
  const { batch, blocks } = gathering();
  batch.write(streamOf('a'), 1, `a${'\u20ac'.repeat(messageBytesMax / 3 + 10)}`);
  batch.write(streamOf('a'), 1, '\ud83d'.repeat(messageBytesMax));
  batch.flush();
  for (const { block } of blocks) {
    const bytes = Buffer.byteLength(readLogEvents(sectionsOf(block)[0]!.body)![0]!.message);
    expect(bytes).toBeLessThanOrEqual(messageBytesMax);
    expect(bytes).toBeGreaterThan(messageBytesMax - 3);
  }
  expect(blocks).toHaveLength(2);
});

test('a line of access costs a block little more than its text', () => {
  const { batch, blocks } = gathering();
  const stream = streamOf('a');
  for (let index = 0; index < 1000; index++) batch.write(stream, 1_790_000_000_000 + index, 'x'.repeat(100));
  batch.flush();
  expect(blocks[0]!.block.length).toBeLessThan(1000 * 102 + 100);
});
