import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { outbox } from './outbox.js';

let testDatabase: TestDatabase;
let database: Database;
const future = Date.now() + 3_600_000;

const owner = { accountId: '000000000000', region: 'us-east-1' };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const add = () => database.write((uow) => outbox.add(uow, owner, 'publish-rest-api', { restApiId: 'a' }));
const openIds = (beforeMs = future) =>
  database.read(async (uow) => (await outbox.open(uow, beforeMs)).map(({ id }) => id));

test('a row is open until it is done, and only rows older than asked for count', async () => {
  const id = await add();
  expect(await openIds(0)).toEqual([]);
  expect(await openIds()).toEqual([id]);
  await database.write((uow) => outbox.markDone(uow, id, 7));
  expect(await openIds()).toEqual([]);
  expect(await database.read((uow) => outbox.findMany(uow, [id]))).toMatchObject([
    { id, jobName: 'publish-rest-api', payload: { restApiId: 'a' }, publishedSeq: 7, attempts: 0 },
  ]);
});

test('a dead row keeps its reason, and is open no more until it is opened again', async () => {
  const id = await add();
  await database.write((uow) => outbox.recordFailure(uow, id, 'first'));
  await database.write((uow) => outbox.markDead(uow, id, 'last\0'));
  const dead = await database.read((uow) => outbox.find(uow, id));
  expect(dead).toMatchObject({ id, attempts: 1, lastError: 'last', deadAtMs: expect.any(Number) as number });
  expect(await openIds()).toEqual([]);
  expect(await database.write((uow) => outbox.retry(uow, id))).toBe(true);
  expect(await database.write((uow) => outbox.retry(uow, id))).toBe(false);
  expect(await openIds()).toEqual([id]);
});

test('rows given up for a reason are opened again, those for another, and done ones, are not', async () => {
  const [unknown, broken, done] = [await add(), await add(), await add()];
  for (const [id, reason] of [
    [unknown, 'unknown'],
    [broken, 'broken'],
    [done, 'unknown'],
  ] as const)
    await database.write((uow) => outbox.markDead(uow, id, reason));
  await database.write((uow) => outbox.markDone(uow, done, 7));
  expect(await database.write((uow) => outbox.retryGivenUp(uow, ['unknown', 'other']))).toBe(1);
  const open = await openIds();
  expect(open).toContain(unknown);
  expect(open).not.toContain(broken);
  expect(open).not.toContain(done);
});

test('done rows are forgotten after their time', async () => {
  const id = await add();
  await database.write((uow) => outbox.markDone(uow, id, 8));
  expect(await database.write((uow) => outbox.removeDone(uow, 0))).toBe(0);
  expect(await database.write((uow) => outbox.removeDone(uow, future))).toBeGreaterThan(0);
  expect(await database.read((uow) => outbox.find(uow, id))).toBeUndefined();
});
