import { explanations } from '#libs/persistence';
import { openDatabase } from '../testing/open-database.js';
import { runRounds } from '../testing/run-rounds.js';
import { explanationsRound } from './explanations-round.js';

const { database, testDatabase } = await openDatabase();

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 21);

/** So many at once, taken at a moment; their ids begin with the name. */
async function add(name: string, count: number, takenAtMs: number): Promise<void> {
  const all = Array.from({ length: count }, (_, index) => ({
    requestId: `${name}-${index}`,
    extendedRequestId: `${name}-${index}-x`,
    accountId: '111111111111',
    explanation: {},
  }));
  await database.write((uow) => explanations.add(uow, all, takenAtMs));
}
const left = async () =>
  (
    await testDatabase.query<{ name: string; count: string }>(
      `SELECT split_part(request_id, '-', 1) AS name, count(*) AS count FROM explanations GROUP BY 1 ORDER BY 1`,
    )
  ).map(({ name, count }) => `${name} ${count}`);
afterEach(() => testDatabase.query('DELETE FROM explanations'));

test('explanations are forgotten after a day, however many there are, by two workers at once', async () => {
  // More than one transaction takes.
  await add('old', 12_000, nowMs - dayMs - 1);
  await add('kept', 2, nowMs - dayMs + 1);
  await Promise.all([1, 2].map(() => runRounds(nowMs, explanationsRound(database))));
  expect(await left()).toEqual(['kept 2']);
});

test('of more than are kept the oldest go first, before their day is over', async () => {
  await add('first', 3, nowMs - 3);
  await add('second', 3, nowMs - 2);
  await add('third', 3, nowMs - 1);
  await runRounds(nowMs, explanationsRound(database, 6));
  expect(await left()).toEqual(['second 3', 'third 3']);
});
