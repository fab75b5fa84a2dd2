import { query } from '../database/statements.js';
import { randomBytes } from 'node:crypto';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { installation } from '../installation/installation.js';
import { createSealer } from '../installation/sealer.js';
import { createCredentialCache } from './create-credential-cache.js';
import { credentials } from './credentials.js';

let testDatabase: TestDatabase;
let database: Database;
const sealer = createSealer(randomBytes(32));
const first = {
  accessKeyId: 'AKIDFIRST',
  secretAccessKey: 'secret one',
  accountId: '000000000000',
  isOperator: true,
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 4, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test('of many processes that start at once one makes the first credential', async () => {
  const made = await Promise.all(
    ['AKIDFIRST', 'AKIDOTHER'].map((accessKeyId) =>
      database.write((uow) => credentials.insertFirst(uow, sealer, { ...first, accessKeyId })),
    ),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  await database.write((uow) => query(uow, 'DELETE FROM credentials'));
  await database.write((uow) => credentials.insertRoot(uow, sealer, first));
});

test('the secret is sealed in the table and comes back by access key id', async () => {
  const rows = await database.read((uow) =>
    query<{ secret_sealed: Buffer }>(uow, 'SELECT secret_sealed FROM credentials'),
  );
  expect(rows[0]?.secret_sealed.includes('secret one')).toBe(false);
  expect(await database.read((uow) => credentials.find(uow, sealer, 'AKIDFIRST'))).toMatchObject(first);
  expect(await database.read((uow) => credentials.find(uow, sealer, 'AKIDNONE'))).toBeUndefined();
});

test("a root's key signs as the root of its account", async () => {
  const found = await database.read((uow) => credentials.find(uow, sealer, 'AKIDFIRST'));
  expect(found?.principal).toEqual({
    type: 'root',
    arn: 'arn:aws:iam::000000000000:root',
    id: '000000000000',
    name: null,
    tags: [],
  });
});

test('the cache answers at once for what it knows and forgets a disabled credential in time', async () => {
  let nowMs = 0;
  const find = createCredentialCache({ database, sealer, now: () => nowMs, rememberMs: 1000 });
  expect(await find('AKIDFIRST')).toMatchObject(first);
  expect(find('AKIDFIRST')).toMatchObject(first);
  await database.write((uow) => query(uow, 'UPDATE credentials SET disabled = true'));
  nowMs = 1000;
  expect(await find('AKIDFIRST')).toBeUndefined();
});

test('a database takes the first key it is shown and no other', async () => {
  expect(await database.read((uow) => installation.exists(uow))).toBe(false);
  expect(await database.write((uow) => installation.acceptKey(uow, sealer))).toBe(true);
  expect(await database.write((uow) => installation.acceptKey(uow, sealer))).toBe(true);
  const other = createSealer(randomBytes(32));
  expect(await database.write((uow) => installation.acceptKey(uow, other))).toBe(false);
});
