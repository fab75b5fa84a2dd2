import { LatencySketch } from '#libs/metrics';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, restApiWith, rootResource, stageWith, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { deployments } from '../rest/deployments.js';
import { resources } from '../rest/resources.js';
import { restApis } from '../rest/rest-apis.js';
import { stages } from '../rest/stages.js';
import { canaryFigures, type TrialFigures } from './canary-figures.js';
import { canaryTrials } from './canary-trials.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 12, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

const owner = { accountId: '000000000000', region: 'us-east-1' };
const names = ['one', 'two'];
/** Two stages of an API, each with a trial. */
async function trialsOf(restApiId: string): Promise<number[]> {
  const restApi = restApiWith({ owner, id: restApiId, rootResourceId: `${restApiId}-root` });
  const canarySettings = {
    deploymentId: `${restApiId}-d`,
    percentTraffic: 10,
    stageVariableOverrides: { b: '2', a: '1' },
    useStageCache: false,
  };
  return database.write(async (uow) => {
    await restApis.insert(uow, restApi);
    await resources.insert(uow, [rootResource(restApi)]);
    const deployment = { restApiId, id: `${restApiId}-d`, description: null, createdAtMs: 1 };
    await deployments.insert(uow, { ...deployment, definitionDigest: 'x' }, '{}');
    for (const stageName of names) {
      await stages.insert(
        uow,
        stageWith({ restApiId, stageName, deploymentId: deployment.id, canarySettings }),
      );
    }
    const kept = await canaryTrials.keep(uow, restApiId, await stages.all(uow, restApiId));
    return names.map((name) => kept.get(name)!);
  });
}

function served(trialId: number, side: TrialFigures['side'], requests: number, ms: number): TrialFigures {
  const latency = new LatencySketch();
  latency.add(ms, requests);
  return { trialId, side, figures: { requests, clientErrors: 1, serverErrors: 2, latency } };
}

test('what many gateways report at once adds up, in whatever order each names its trials', async () => {
  const [one = 0, two = 0] = await trialsOf('api1');
  await Promise.all(
    Array.from({ length: 20 }, (_, gateway) => {
      const all = [served(one, 'canary', 10, gateway), served(two, 'base', 5, 7), served(one, 'base', 1, 3)];
      return database.write((uow) => canaryFigures.add(uow, gateway % 2 === 0 ? all : all.toReversed()));
    }),
  );
  const { canary, base } = await database.read((uow) => canaryFigures.read(uow, one));
  expect(canary).toMatchObject({ requests: 200, clientErrors: 20, serverErrors: 40 });
  expect(canary.latency).toMatchObject({ count: 200, min: 0, max: 19, sum: 1_900 });
  expect(base).toMatchObject({ requests: 20 });
  const other = await database.read((uow) => canaryFigures.read(uow, two));
  expect([other.base.requests, other.canary.requests]).toEqual([100, 0]);
});

test('of a trial that there is not nothing is kept', async () => {
  const [one = 0] = await trialsOf('api2');
  const gone = one + 1_000;
  await database.write(async (uow) => {
    await canaryFigures.add(uow, [served(gone, 'canary', 10, 1), served(one, 'canary', 3, 1)]);
    await canaryFigures.report(uow, { trialIds: [gone, one], gatewayId: 'g1', agoMs: 0 });
  });
  expect((await database.read((uow) => canaryFigures.read(uow, gone))).canary.requests).toBe(0);
  expect((await database.read((uow) => canaryFigures.read(uow, one))).canary.requests).toBe(3);
});

test('a trial ends with other settings, and lives on with the same, in whatever order they are written', async () => {
  const [one = 0, two = 0] = await trialsOf('api3');
  const keep = async (change: (stage: { percentTraffic: number; overrides: object }) => object) =>
    database.write(async (uow) => {
      const changed = (await stages.all(uow, 'api3')).map((stage) => {
        const { stageVariableOverrides: overrides, ...settings } = stage.canarySettings!;
        const given = { ...settings, stageVariableOverrides: overrides };
        const { percentTraffic } = settings;
        return {
          ...stage,
          canarySettings: { ...given, ...change({ percentTraffic, overrides: overrides! }) },
        };
      });
      return canaryTrials.keep(uow, 'api3', changed);
    });
  const same = await keep(() => ({ stageVariableOverrides: { a: '1', b: '2' } }));
  expect([same.get('one'), same.get('two')]).toEqual([one, two]);
  const other = await keep(() => ({ stageVariableOverrides: { a: '1', b: '3' } }));
  expect(Math.min(other.get('one')!, other.get('two')!)).toBeGreaterThan(Math.max(one, two));
});

test('a report that comes late takes nothing back', async () => {
  const [one = 0] = await trialsOf('api4');
  await testDatabase.query(`INSERT INTO gateways (id, connected, applied_seq) VALUES ('g9', true, 0)`);
  const report = (agoMs: number) =>
    database.write((uow) => canaryFigures.report(uow, { trialIds: [one], gatewayId: 'g9', agoMs }));
  await report(1_000);
  await report(60_000);
  const { gateways, nowMs } = await database.read((uow) => canaryFigures.gateways(uow, one));
  const { reportedUpToMs } = gateways.find(({ gatewayId }) => gatewayId === 'g9')!;
  expect(nowMs - reportedUpToMs!).toBeLessThan(60_000);
});
