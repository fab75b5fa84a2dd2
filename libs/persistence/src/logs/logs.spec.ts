import fc from 'fast-check';
import { logSectionOf, type LogSection } from '#libs/log-events';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { logBlocks } from './log-blocks.js';
import { logGroups } from './log-groups.js';
import { logLosses } from './log-losses.js';
import { comparePositions, decodeLogCursor, encodeLogCursor, type LogCursor } from './log-position.js';
import { logStreams } from './log-streams.js';
import { prepareLogBlocks } from './prepare-log-blocks.js';
import { readLogEvents, type LogEventQuery, type StoredLogEvent } from './read-log-events.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 4, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const owner = { accountId: '000000000000', region: 'us-east-1' };
const hourMs = 3_600_000;
const noon = Date.UTC(2026, 10, 30, 12);
let groups = 0;
const newGroup = () => `group-${++groups}`;

/** Events as `[time, message]` of a stream. */
type Events = readonly (readonly [number, string])[];

const sectionOf = (group: string, events: Events, stream = 'a'): LogSection =>
  logSectionOf(
    { ...owner, group, stream },
    events.map(([timestampMs, message]) => ({ timestampMs, message })),
  );

async function add(sections: readonly LogSection[], nowMs = noon + 1000): Promise<void> {
  const prepared = await prepareLogBlocks(sections, nowMs);
  await database.write((uow) => logBlocks.add(uow, prepared, nowMs));
}

const idOf = async (group: string): Promise<string> =>
  (await database.read((uow) => logGroups.find(uow, owner, group)))!.id;

async function read(group: string, wanted: Partial<LogEventQuery> = {}) {
  const groupId = await idOf(group);
  const usual = { streams: null, fromMs: 0, toMs: noon * 2, direction: 'forward', beyond: null } as const;
  return database.read((uow) =>
    readLogEvents(uow, { groupId, ...usual, eventsMax: 10_000, bytesMax: 1 << 20, ...wanted }),
  );
}

/** All pages of a reading, each of which must get on. */
async function readAll(group: string, wanted: Partial<LogEventQuery> = {}): Promise<StoredLogEvent[][]> {
  const pages: StoredLogEvent[][] = [];
  for (let beyond: LogCursor | null = null, count = 0; ; count++) {
    if (count > 1000) throw new Error('it does not end');
    const page = await read(group, { ...wanted, beyond });
    pages.push([...page.events]);
    if (page.next === null) return pages;
    // As callers give it back.
    beyond = decodeLogCursor(encodeLogCursor(page.next));
    expect(beyond).toEqual(page.next);
  }
}

const messages = (events: readonly StoredLogEvent[]) => events.map(({ message }) => message);

test('groups and streams come into being with what is logged, and know of its times', async () => {
  const group = newGroup();
  await add([
    sectionOf(group, [
      [noon, 'x'],
      [noon + 5, 'y'],
    ]),
    sectionOf(group, [[noon - 1, 'z']], 'b'),
  ]);
  await add([sectionOf(group, [[noon + 1, 'v']])], noon + 2000);
  const found = await database.read((uow) => logGroups.find(uow, owner, group));
  expect(found).toMatchObject({ name: group, createdAtMs: noon + 1000, retentionInDays: null, tags: {} });
  const streams = await database.read((uow) => logStreams.find(uow, found!.id, 'a'));
  expect(streams).toEqual({
    name: 'a',
    createdAtMs: noon + 1000,
    firstEventMs: noon,
    lastEventMs: noon + 5,
    lastIngestionMs: noon + 2000,
  });
  expect(messages((await read(group)).events)).toEqual(['z', 'x', 'v', 'y']);
});

test('the same group of another account is another one', async () => {
  const group = newGroup();
  await add([sectionOf(group, [[noon, 'mine']])]);
  const other = { ...sectionOf(group, [[noon, 'theirs']]), accountId: '111111111111' };
  await add([other]);
  expect(messages((await read(group)).events)).toEqual(['mine']);
});

/** Few times, so that many are the same, near the end of an hour, so that blocks are split. */
const events = fc.array(
  fc.tuple(fc.integer({ min: noon + hourMs - 12, max: noon + hourMs + 12 }), fc.string({ maxLength: 3 })),
  { minLength: 1, maxLength: 12 },
);
const blocks = fc.array(fc.tuple(events, fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 12 });

test('every event is read once, in the order of times as far as a call looks, whatever blocks overlap and pages hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      blocks,
      fc.record({
        eventsMax: fc.integer({ min: 1, max: 40 }),
        bytesMax: fc.integer({ min: 1, max: 60 }),
        scanBytesMax: fc.constantFrom(1, 100, 1 << 20),
        scanBlocksMax: fc.constantFrom(1, 3, 4096),
        direction: fc.constantFrom('forward' as const, 'backward' as const),
        fromMs: fc.integer({ min: noon + hourMs - 13, max: noon + hourMs }),
        toMs: fc.integer({ min: noon + hourMs, max: noon + hourMs + 13 }),
        streams: fc.constantFrom(null, { names: ['b', 'nobody'] }, { prefix: 'c' }),
      }),
      async (written, wanted) => {
        const group = newGroup();
        for (const [its, stream] of written) await add([sectionOf(group, its, stream)], noon + hourMs);
        const pages = await readAll(group, wanted);
        const all = (wanted.direction === 'forward' ? pages : pages.toReversed()).flat();
        const byTime = (a: { timestampMs: number }, b: { timestampMs: number }) =>
          a.timestampMs - b.timestampMs;
        const looksAtAll = wanted.scanBytesMax === 1 << 20 && wanted.scanBlocksMax === 4096;
        const byPosition = (a: StoredLogEvent, b: StoredLogEvent) => comparePositions(a.position, b.position);
        const inOrder = looksAtAll ? all : all.toSorted(byPosition);
        const { streams, fromMs, toMs } = wanted;
        const isWanted = (stream: string) =>
          streams === null || ('names' in streams ? stream === 'b' : stream === 'c');
        const expected = written
          .flatMap(([its, stream]) => its.map(([timestampMs, message]) => ({ timestampMs, message, stream })))
          .filter(
            ({ timestampMs, stream }) => timestampMs >= fromMs && timestampMs < toMs && isWanted(stream),
          )
          .sort(byTime);
        const text = ({
          timestampMs,
          message,
          stream,
        }: Pick<StoredLogEvent, 'timestampMs' | 'message' | 'stream'>) =>
          `${timestampMs} ${stream} ${message}`;
        expect(inOrder.map(text)).toEqual(expected.map(text));
        expect(new Set(inOrder.map(({ eventId }) => eventId)).size).toBe(expected.length);
        for (const page of pages) {
          expect(page).toEqual(page.toSorted(byPosition));
          expect(page.length).toBeLessThanOrEqual(wanted.eventsMax);
          const bytes = page.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
          if (page.length > 1) expect(bytes).toBeLessThanOrEqual(wanted.bytesMax);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);

test('a page without a hit says where to go on, after a bounded number of bytes', async () => {
  const group = newGroup();
  for (let index = 0; index < 10; index++)
    await add([sectionOf(group, [[noon + 10 * index, `${index}${'x'.repeat(1000)}`]])]);
  const wanted = { scanBytesMax: 2500, keep: (message: string) => message.startsWith('9') };
  const pages = await readAll(group, wanted);
  expect(pages.length).toBeGreaterThan(2);
  expect(messages(pages.flat()).map((message) => message[0])).toEqual(['9']);
});

test('a page without a hit ends after a bounded number of blocks, too, however little is in them', async () => {
  const group = newGroup();
  for (let index = 0; index < 10; index++)
    await add([sectionOf(group, [[noon + 10 * index, `${index}`]], index < 9 ? 'a' : 'other')]);
  const wanted = { scanBlocksMax: 3, keep: (message: string) => message === '9' };
  for (const direction of ['forward', 'backward'] as const) {
    const pages = await readAll(group, { ...wanted, direction });
    expect(pages).toHaveLength(4);
    expect(messages(pages.flat())).toEqual(['9']);
  }
  const ofPrefix = await readAll(group, { scanBlocksMax: 3, streams: { prefix: 'oth' } });
  expect(messages(ofPrefix.flat())).toEqual(['9']);
});

test.each(['forward', 'backward'] as const)(
  'a call looks through a bounded number of blocks, also where all of them overlap: %s',
  async (direction) => {
    const group = newGroup();
    for (let index = 0; index < 20; index++) {
      await add([
        sectionOf(group, [
          [noon + index, `first ${index}`],
          [noon + hourMs - 100 + index, `last ${index}`],
        ]),
      ]);
    }
    const looked: number[] = [];
    const keep = () => (looked.push(looked.pop()! + 1), true);
    const pages: string[][] = [];
    let beyond: LogCursor | null = null;
    do {
      looked.push(0);
      const page = await read(group, { direction, beyond, scanBlocksMax: 3, eventsMax: 4, keep });
      pages.push(messages(page.events));
      beyond = page.next;
    } while (beyond !== null && looked.length < 1000);
    // Two events of each block.
    expect(Math.max(...looked)).toBeLessThanOrEqual(6);
    expect(looked.length).toBeLessThanOrEqual(40);
    expect(pages.flat().sort()).toEqual(
      Array.from({ length: 20 }, (_, index) => [`first ${index}`, `last ${index}`])
        .flat()
        .sort(),
    );
  },
);

test('others have their turn while a block is looked through', async () => {
  const group = newGroup();
  await add([
    sectionOf(
      group,
      Array.from({ length: 100 }, (_, index) => [noon + index, 'x'.repeat(100)]),
    ),
  ]);
  let turn = 0;
  let isOver = false;
  const nextTurn = (): void => {
    turn += 1;
    if (!isOver) setImmediate(nextTurn);
  };
  nextTurn();
  const turns = new Set<number>();
  await read(group, { scanBytesMax: 32_000, keep: () => turns.add(turn) !== null });
  isOver = true;
  expect(turns.size).toBeGreaterThanOrEqual(10);
});

test('a page holds what it may of large events, and one at least', async () => {
  const group = newGroup();
  const large = 'x'.repeat(700_000);
  await add([
    sectionOf(group, [
      [noon, large],
      [noon + 1, large],
      [noon + 2, large],
      [noon + 3, 'small'],
    ]),
  ]);
  const pages = await readAll(group, { bytesMax: 1 << 20 });
  expect(pages.map((page) => page.length)).toEqual([1, 1, 2]);
});

test('events of a clock hours ahead are left out and counted, the others of their block are kept', async () => {
  const group = newGroup();
  await add(
    [
      sectionOf(group, [
        [noon, 'now'],
        [noon + 3 * hourMs, 'later'],
      ]),
    ],
    noon,
  );
  expect(messages((await read(group)).events)).toEqual(['now']);
  expect(await database.read((uow) => logLosses.list(uow))).toMatchObject([{ reason: 'too-new', events: 1 }]);
});

test('a stream that was removed takes its events along, also when one of its name comes again', async () => {
  const group = newGroup();
  await add([sectionOf(group, [[noon, 'a1']]), sectionOf(group, [[noon, 'b1']], 'b')]);
  const groupId = await idOf(group);
  expect(await database.write((uow) => logStreams.remove(uow, groupId, 'a'))).toBe(true);
  expect(await database.write((uow) => logStreams.remove(uow, groupId, 'a'))).toBe(false);
  await add([sectionOf(group, [[noon + 1, 'a2']])]);
  expect(messages((await read(group)).events)).toEqual(['b1', 'a2']);
});

test('a group that was removed takes its events along, also when one of its name comes again', async () => {
  const group = newGroup();
  await add([sectionOf(group, [[noon, 'old']])]);
  expect(await database.write((uow) => logGroups.remove(uow, owner, group))).toBe(true);
  expect(await database.write((uow) => logGroups.remove(uow, owner, group))).toBe(false);
  await add([sectionOf(group, [[noon, 'new']])]);
  expect(messages((await read(group)).events)).toEqual(['new']);
});
