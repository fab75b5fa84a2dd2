import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/index.js';
import { acmeAccounts } from './acme-accounts.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 8, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const hold = (directoryUrl: string, holder: string, nowMs: number): Promise<string | undefined> =>
  database.write(async (uow) => {
    const newKeySealed = () => Buffer.from(`key of ${holder}`);
    const held = await acmeAccounts.hold(uow, directoryUrl, {
      holder,
      newKeySealed,
      nowMs,
      untilMs: nowMs + 10,
    });
    return held?.toString();
  });

test('of many that want an account at once one has it, until it lets its time pass', async () => {
  const holders = Array.from({ length: 8 }, (_, n) => `holder-${n}`);
  const held = await Promise.all(holders.map((holder) => hold('https://one', holder, 0)));
  const [winner] = holders.filter((_, n) => held[n] !== undefined);
  expect(held.filter((key) => key !== undefined)).toEqual([`key of ${winner}`]);
  const other = holders.find((holder) => holder !== winner)!;
  // Held again in time, by nobody else; and the key stays the account's.
  expect(await hold('https://one', winner!, 8)).toBe(`key of ${winner}`);
  expect(await hold('https://one', other, 17)).toBeUndefined();
  expect(await hold('https://one', other, 19)).toBe(`key of ${winner}`);
  expect(await hold('https://one', winner!, 20)).toBeUndefined();
});

test('another authority has another account', async () => {
  expect(await hold('https://two', 'a', 0)).toBe('key of a');
});
