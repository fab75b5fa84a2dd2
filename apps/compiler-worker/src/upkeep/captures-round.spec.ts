import { capturedKeptMs, type Capture } from '#libs/api-definition';
import { captures, outbox } from '#libs/persistence';
import { openDatabase } from '../testing/open-database.js';
import { runOutbox } from '../testing/run-outbox.js';
import { runRounds } from '../testing/run-rounds.js';
import { capturesRound } from './captures-round.js';

const { database, testDatabase } = await openDatabase();

const owner = { accountId: '111111111111', region: 'us-east-1' };
const nowMs = Date.UTC(2026, 10, 21);
const capture = (id: string, untilMs: number): Capture => ({
  id,
  ...owner,
  restApiId: 'api0000001',
  stageName: 'dev',
  apiKeyId: 'key0000001',
  requestId: null,
  untilMs,
  requestsMax: 10,
  bodyBytesMax: 10,
});

const published = async () => [...(await runOutbox(database, 'capture')).keys()];

test('captures go a day after their end, with what they have captured, from tables and feed, by however many workers', async () => {
  const all = [
    capture('ahead', nowMs + 1),
    capture('kept', nowMs - capturedKeptMs + 1),
    ...Array.from({ length: 5 }, (_, index) => capture(`over-${index}`, nowMs - capturedKeptMs - 1 - index)),
  ];
  await database.write(async (uow) => {
    for (const one of all) {
      await captures.insert(uow, one, 100, nowMs);
      await captures.add(uow, { captureId: one.id, requestId: 'r', sealed: Buffer.from('x') });
      await outbox.add(uow, owner, 'publish-capture', { captureId: one.id });
    }
  });
  expect(await published()).toHaveLength(7);
  const upkeep = () => runRounds(nowMs, capturesRound(database));
  await Promise.all([upkeep(), upkeep()]);
  expect(await published()).toEqual(['ahead', 'kept']);
  const left = await database.read((uow) => captures.list(uow, owner, { after: null, count: 10 }));
  expect(left.map(({ id }) => id)).toEqual(['ahead', 'kept']);
  expect(await testDatabase.query('SELECT capture_id FROM captured_requests ORDER BY 1')).toEqual([
    { capture_id: 'ahead' },
    { capture_id: 'kept' },
  ]);
});
