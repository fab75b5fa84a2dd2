import type { DeniedIdentity } from '#libs/api-definition';
import { deniedIdentities, outbox } from '#libs/persistence';
import { openDatabase } from '../testing/open-database.js';
import { runOutbox } from '../testing/run-outbox.js';
import { runRounds } from '../testing/run-rounds.js';
import { deniedIdentitiesRound } from './denied-identities-round.js';

const { database } = await openDatabase();

const accountId = '111111111111';
const nowMs = Date.UTC(2026, 10, 21);
const hourMs = 3_600_000;
const identity = (id: string, untilMs: number): DeniedIdentity => ({
  id,
  accountId,
  type: 'jti',
  value: `value of ${id}`,
  untilMs,
});

const published = async () =>
  [...(await runOutbox(database, 'denied-identity')).values()]
    .map((body) => (JSON.parse(body) as { id: string }).id)
    .sort();

test('identities whose time is over for an hour go from the table and from the feed, by however many workers', async () => {
  const all = [
    identity('ahead', nowMs + 1),
    identity('just-over', nowMs - hourMs + 1),
    ...Array.from({ length: 7 }, (_, index) => identity(`over-${index}`, nowMs - hourMs - 1 - index)),
  ];
  for (const one of all) {
    await database.write(async (uow) => {
      await deniedIdentities.put(uow, one, 100);
      await outbox.add(uow, { accountId, region: 'us-east-1' }, 'publish-denied-identity', {
        deniedIdentityId: one.id,
      });
    });
  }
  expect(await published()).toHaveLength(9);
  const upkeep = () => runRounds(nowMs, deniedIdentitiesRound(database));
  await Promise.all([upkeep(), upkeep()]);
  expect(await published()).toEqual(['ahead', 'just-over']);
  const left = await database.read((uow) =>
    deniedIdentities.list(uow, accountId, 0, { after: null, count: 10 }),
  );
  expect(left.map(({ id }) => id)).toEqual(['ahead', 'just-over']);
});
