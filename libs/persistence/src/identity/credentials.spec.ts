import { query } from '../database/statements.js';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { installation } from '../installation/installation.js';
import { createSealer } from '../installation/sealer.js';
import { createCredentialCache, CREDENTIALS_REMEMBERED_MS } from './create-credential-cache.js';
import { credentials } from './credentials.js';
import { createIdentityChanges } from './identity-changes.js';

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
  const cache = createCredentialCache({ database, sealer, now: () => nowMs });
  expect(await cache.find('AKIDFIRST')).toMatchObject(first);
  expect(cache.find('AKIDFIRST')).toMatchObject(first);
  await database.write((uow) => query(uow, 'UPDATE credentials SET disabled = true'));
  nowMs = CREDENTIALS_REMEMBERED_MS;
  expect(await cache.find('AKIDFIRST')).toBeUndefined();
  await database.write((uow) => query(uow, 'UPDATE credentials SET disabled = false'));
});

test('what was being read when it changed is not remembered', async () => {
  const cache = createCredentialCache({ database, sealer, now: () => 0 });
  const reading = cache.find('AKIDFIRST');
  cache.forget();
  await reading;
  expect(cache.find('AKIDFIRST')).toBeInstanceOf(Promise);
});

describe('a change of who may call', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

  /** As each control plane has it: connections, a cache, an ear of its own. The clock stands still. */
  async function process(rememberedMs: number) {
    const its = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
    const cache = createCredentialCache({ database: its, sealer, now: () => 0 });
    const changes = await createIdentityChanges({
      database: its,
      onChange: () => cache.forget(),
      rememberedMs,
    });
    stops.push(async () => (await changes.stop(), await its.close()));
    return { its, cache, changes };
  }

  test('is known to all processes when the call that made it returns, long before memory expires', async () => {
    const all = await Promise.all([1, 2, 3].map(() => process(600_000)));
    for (const disabled of [true, false]) {
      await Promise.all(all.map(async ({ cache }) => cache.find('AKIDFIRST')));
      const change = all[0]!.changes.begin();
      await all[0]!.its.write(async (uow) => {
        await query(uow, 'UPDATE credentials SET disabled = $1', [disabled]);
        await change.announce(uow);
      });
      await change.heardByAll();
      for (const { cache } of all) {
        expect((await cache.find('AKIDFIRST')) === undefined).toBe(disabled);
      }
    }
  });

  test('does not wait for a process that is gone, and for a deaf one only as long as it remembers', async () => {
    const [one, other] = [await process(600_000), await process(600_000)];
    await other.its.close();
    const change = one.changes.begin();
    await one.its.write((uow) => change.announce(uow));
    await change.heardByAll();

    const impatient = await process(50);
    const application_name = 'tollgate listen tollgate_identity';
    const deaf = new pg.Client({ connectionString: testDatabase.url, application_name });
    await deaf.connect();
    const unheard = impatient.changes.begin();
    await impatient.its.write((uow) => unheard.announce(uow));
    await unheard.heardByAll();
    await deaf.end();
  });
});

test('a database takes the first key it is shown and no other', async () => {
  expect(await database.read((uow) => installation.exists(uow))).toBe(false);
  expect(await database.write((uow) => installation.acceptKey(uow, sealer))).toBe(true);
  expect(await database.write((uow) => installation.acceptKey(uow, sealer))).toBe(true);
  const other = createSealer(randomBytes(32));
  expect(await database.write((uow) => installation.acceptKey(uow, other))).toBe(false);
});
