import { logSectionOf } from '#libs/log-events';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { logBlocks } from './log-blocks.js';
import { logGroups } from './log-groups.js';
import { logStreams, type LogStream } from './log-streams.js';
import { prepareLogBlocks } from './prepare-log-blocks.js';

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
const noon = Date.UTC(2026, 10, 30, 12);

test('groups are made, listed by page, changed; nothing of another account', async () => {
  const of = { accountId: '222222222222', region: 'us-east-1' };
  const create = (name: string) =>
    database.write((uow) => logGroups.create(uow, of, { name, nowMs: noon, tags: { a: 'b' } }));
  for (const name of ['/aws/b', '/aws/a', 'z_', 'zz']) expect(await create(name)).toBe(true);
  expect(await create('zz')).toBe(false);
  const list = (filter: object, after: string | null = null, count = 10) =>
    database.read(async (uow) =>
      (await logGroups.list(uow, of, filter, { after, count })).map(({ name }) => name),
    );
  expect(await list({})).toEqual(['/aws/a', '/aws/b', 'z_', 'zz']);
  expect(await list({}, '/aws/a', 2)).toEqual(['/aws/b', 'z_']);
  expect(await list({ prefix: 'z_' })).toEqual(['z_']);
  expect(await list({ containing: 'ws/' })).toEqual(['/aws/a', '/aws/b']);
  const change = (name: string) =>
    database.write(async (uow) => [
      await logGroups.setRetention(uow, of, name, 7),
      await logGroups.setTags(uow, of, name, { c: 'd' }),
    ]);
  expect([await change('zz'), await change('nobody')]).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(await database.read((uow) => logGroups.find(uow, of, 'zz'))).toMatchObject({
    retentionInDays: 7,
    tags: { c: 'd' },
  });
  expect(
    await database.read((uow) => logGroups.list(uow, owner, { prefix: '/aws' }, { after: null, count: 5 })),
  ).toEqual([]);
});

test('streams are listed by name and by their last event, both ways, page by page', async () => {
  const group = 'with-streams';
  const sectionOf = (timestampMs: number, stream: string) =>
    logSectionOf({ ...owner, group, stream }, [{ timestampMs, message: '' }]);
  const prepared = await prepareLogBlocks([sectionOf(noon + 1, 'b'), sectionOf(noon, 'c')], noon);
  await database.write((uow) => logBlocks.add(uow, prepared, noon));
  const { id: groupId } = (await database.read((uow) => logGroups.find(uow, owner, group)))!;
  expect(await database.write((uow) => logStreams.create(uow, groupId, 'a', noon))).toBe(true);
  expect(await database.write((uow) => logStreams.create(uow, groupId, 'a', noon))).toBe(false);
  const pages = async (orderBy: 'name' | 'lastEventTime', descending: boolean): Promise<string[]> => {
    const names: string[] = [];
    for (let after: LogStream | null = null; ;) {
      const [stream]: LogStream[] = await database.read((uow) =>
        logStreams.list(uow, groupId, { orderBy, descending, after, count: 1 }),
      );
      if (!stream) return names;
      names.push(stream.name);
      after = stream;
    }
  };
  expect(await pages('name', false)).toEqual(['a', 'b', 'c']);
  expect(await pages('name', true)).toEqual(['c', 'b', 'a']);
  expect(await pages('lastEventTime', false)).toEqual(['a', 'c', 'b']);
  expect(await pages('lastEventTime', true)).toEqual(['b', 'c', 'a']);
});
