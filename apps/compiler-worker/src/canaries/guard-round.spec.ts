import { readStageHistory } from '../testing/read-stage-history.js';
import { silentLogger } from '#libs/telemetry';
import { stages, type Database } from '#libs/persistence';
import { openDatabase } from '../testing/open-database.js';
import { runRounds } from '../testing/run-rounds.js';
import { connect, trialOf } from '../testing/trial-of.js';
import { guardRound } from './guard-round.js';

const { database, testDatabase } = await openDatabase(8);
let apis = 0;
const newId = () => `api-${(apis += 1)}`;
const rule = 'error-rate<1%,p99<300ms,requests>=100,for=10m,then=promote';
const round = () => runRounds(Date.now(), guardRound(database, silentLogger));
const stageOf = (restApiId: string) => database.read((uow) => stages.find(uow, restApiId, 'dev'));
const eventsOf = async (restApiId: string) =>
  (
    await testDatabase.query<{ event: string }>(
      `SELECT event FROM audit_events WHERE event::jsonb #>> '{requestParameters,restApiId}' = '${restApiId}'`,
    )
  ).map(({ event }) => JSON.parse(event) as Record<string, unknown>);
const jobsOf = (restApiId: string) =>
  testDatabase.query(
    `SELECT id FROM outbox WHERE done_at IS NULL AND payload->>'restApiId' = '${restApiId}'`,
  );

beforeAll(() => connect(database, 'g1'));

test('a canary that breaks its rule is removed, once, by however many workers, and says by which figures', async () => {
  const trial = await trialOf(database, newId(), rule);
  const { restApiId } = trial;
  await trial.served('base', 400, 1);
  await trial.served('canary', 60, 2, 20);
  await trial.served('canary', 40, 1, 20);
  await trial.reported('g1');
  await Promise.all([round(), round(), round()]);
  await round();
  expect(await stageOf(restApiId)).toMatchObject({ deploymentId: `${restApiId}-old`, canarySettings: null });
  const moves = await readStageHistory(database, restApiId);
  expect(moves).toMatchObject([
    {
      target: 'canary',
      operation: 'RemoveCanary',
      accessKeyId: 'canary-guard.tollgate',
      fromDeploymentId: `${restApiId}-new`,
      toDeploymentId: null,
      guard: {
        rule,
        verdict: 'remove',
        reasons: ['broken: error-rate<1%: 3 % against 1 %'],
        canary: { requests: 100, serverErrors: 3, errorRatePercent: 3, latencyMs: { p99: 20 } },
        base: { requests: 400, serverErrors: 1, latencyMs: { p99: 10 } },
      },
    },
  ]);
  const events = await eventsOf(restApiId);
  expect(events).toMatchObject([
    {
      eventName: 'RemoveCanary',
      eventType: 'AwsServiceEvent',
      userIdentity: { type: 'AWSService', invokedBy: 'canary-guard.tollgate' },
      requestParameters: { restApiId, stageName: 'dev' },
      serviceEventDetails: { rule, verdict: 'remove', canary: { requests: 100, serverErrors: 3 } },
    },
  ]);
  expect(await jobsOf(restApiId)).toHaveLength(1);
  await trial.publish();
  expect(await trial.trial()).toBeUndefined();
});

test('a canary that holds its rule for the whole time is promoted as a caller would, not before', async () => {
  const trial = await trialOf(database, newId(), rule, { stageVariableOverrides: { color: 'blue' } });
  const { restApiId } = trial;
  await trial.served('canary', 100);
  await trial.reported('g1');
  await round();
  const started = await trial.trial();
  expect(started?.startedAtMs).not.toBeNull();
  await trial.ranFor(599_000);
  await trial.reported('g1');
  await round();
  expect((await stageOf(restApiId))?.deploymentId).toBe(`${restApiId}-old`);
  await trial.ranFor(601_000);
  await trial.reported('g1');
  await Promise.all([round(), round()]);
  expect(await stageOf(restApiId)).toMatchObject({
    deploymentId: `${restApiId}-new`,
    variables: { color: 'blue' },
    canarySettings: { deploymentId: `${restApiId}-new`, percentTraffic: 0 },
  });
  expect(await readStageHistory(database, restApiId)).toMatchObject([
    { target: 'stage', operation: 'PromoteCanary', guard: { verdict: 'promote' } },
  ]);
  // Without traffic it is on trial no more.
  await trial.publish();
  expect(await trial.trial()).toBeUndefined();
});

test('too few requests decide nothing, good or bad, however long it runs', async () => {
  for (const errors of [0, 99]) {
    const trial = await trialOf(database, newId(), rule);
    await trial.served('canary', 99, errors);
    await trial.ranFor(100 * 600_000);
    await trial.reported('g1');
    await round();
    expect((await stageOf(trial.restApiId))?.canarySettings).not.toBeNull();
    expect(await readStageHistory(database, trial.restApiId)).toEqual([]);
  }
});

test('a gateway that has not said what it serves holds every decision, and lets it go when it has', async () => {
  await connect(database, 'g2');
  try {
    const good = await trialOf(database, newId(), rule);
    const bad = await trialOf(database, newId(), rule);
    for (const trial of [good, bad]) {
      await trial.served('canary', 1_000, trial === bad ? 500 : 0);
      await trial.ranFor(700_000);
      await trial.reported('g1');
      // What it has said is too long ago.
      await trial.reported('g2', 30_000);
    }
    await round();
    for (const { restApiId } of [good, bad]) {
      expect((await stageOf(restApiId))?.canarySettings?.percentTraffic).toBe(50);
    }
    for (const trial of [good, bad]) await trial.reported('g2');
    await round();
    expect((await stageOf(good.restApiId))?.deploymentId).toBe(`${good.restApiId}-new`);
    expect((await stageOf(bad.restApiId))?.canarySettings).toBeNull();
  } finally {
    await testDatabase.query(`DELETE FROM gateways WHERE id = 'g2'`);
  }
});

test('other settings are another trial, of which nothing is known yet', async () => {
  const trial = await trialOf(database, newId(), rule);
  await trial.served('canary', 1_000, 500);
  const before = (await trial.trial())!;
  // Changed and not published yet: what is known is of what it was.
  await trial.move({ percentTraffic: 20 });
  await trial.reported('g1');
  await round();
  expect((await stageOf(trial.restApiId))?.canarySettings?.percentTraffic).toBe(20);
  const documents = await trial.publish();
  const after = (await trial.trial())!;
  expect(after.id).toBeGreaterThan(before.id);
  expect(after.startedAtMs).toBeNull();
  expect(JSON.parse(documents.get(`${trial.restApiId}/dev`)!)).toMatchObject({ trial: after.id });
  await trial.reported('g1');
  await round();
  expect((await stageOf(trial.restApiId))?.canarySettings).not.toBeNull();
  // The same settings again are the same trial.
  await trial.publish();
  expect((await trial.trial())?.id).toBe(after.id);
});

test('a canary that is to stay is looked at anew, so that late faults count among late requests', async () => {
  const trial = await trialOf(database, newId(), 'error-rate<1%,requests>=100,for=10m');
  await trial.served('canary', 1_000_000);
  await trial.ranFor(601_000);
  await trial.reported('g1');
  await round();
  await trial.served('canary', 100, 1);
  await trial.reported('g1');
  await round();
  expect((await stageOf(trial.restApiId))?.canarySettings).toBeNull();
});

test('a rule that is gone, or a stage that is gone, ends the trial', async () => {
  const trial = await trialOf(database, newId(), rule);
  await trial.served('canary', 100, 100);
  await testDatabase.query(`UPDATE stages SET tags = '{}' WHERE rest_api_id = '${trial.restApiId}'`);
  await trial.reported('g1');
  await round();
  expect((await stageOf(trial.restApiId))?.canarySettings).not.toBeNull();
  const documents = await trial.publish();
  expect(JSON.parse(documents.get(`${trial.restApiId}/dev`)!)).not.toHaveProperty('trial');
  expect(await trial.trial()).toBeUndefined();
  const other = await trialOf(database, newId(), rule);
  await deleteStage(database, other.restApiId);
  expect(await other.trial()).toBeUndefined();
  await round();
});

const deleteStage = (of: Database, restApiId: string) =>
  of.write((uow) => stages.remove(uow, restApiId, 'dev'));
