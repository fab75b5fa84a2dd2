import { gateways, outbox, publishedDocuments } from '#libs/persistence';
import { toJob, type Job, type JobConsumer } from '#libs/queue';
import { sealDocument } from '#libs/snapshot-format';
import { createLogger } from '#libs/telemetry';
import { freePort, waitFor } from '#libs/testing';
import { CreateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { createFakeGateway, type FakeGateway, type FollowOptions } from '../testing/fake-gateway.js';
import { publishSomething, startPublishingWorker } from '../testing/publishing-worker.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { insertStage } from '../testing/insert-stage.js';

/** The longest there is: a call that returns for its end says so in the log. */
const waitMs = 30_000;
const isLate = (line: string): boolean => line.includes('not live at the return');
const logged: string[] = [];
const logLines = { write: (line: string) => void logged.push(line) };
let plane: TestControlPlane;
let databaseUrl: string;
let worker: JobConsumer | null = null;
const fakes: FakeGateway[] = [];

beforeAll(async () => {
  plane = await startControlPlane({
    databaseUrlOf: (url) => (databaseUrl = url),
    env: { TOLLGATE_DEPLOY_WAIT_MS: String(waitMs) },
    log: createLogger({ name: 'control-plane', level: 'warn', stream: logLines }),
  });
});
afterEach(async () => {
  await worker?.close();
  worker = null;
  await Promise.all(fakes.splice(0).map((fake) => fake.kill()));
  // Seen at once when a socket closes, but not before this returns.
  await waitFor(async () =>
    (await plane.database.read((uow) => gateways.list(uow))).every(({ connected }) => !connected),
  );
});
afterAll(() => plane?.close());

const startWorker = async (process?: (job: Job) => Promise<void>): Promise<void> => {
  worker = await startPublishingWorker(plane, databaseUrl, process);
};

const owner = { accountId: '000000000000', region: 'us-east-1' };

const connect = async (id: string, options: FollowOptions = {}): Promise<FakeGateway> => {
  const fake = createFakeGateway(plane, id);
  fakes.push(fake);
  fake.follow(options);
  await waitFor(() => isConnected(id));
  return fake;
};
const isConnected = async (id: string): Promise<boolean> => {
  const rows = await plane.database.read((uow) => gateways.list(uow));
  return rows.some((row) => row.id === id && row.connected);
};

/** A management call that publishes. */
const change = async (target = plane): Promise<void> => {
  await target.client.send(new CreateUsagePlanCommand({ name: 'gold' }));
};
const head = async () =>
  Number((await plane.query<{ seq: string }>('SELECT max(seq) AS seq FROM published_documents'))[0]?.seq);

describe('a change that publishes', () => {
  beforeEach(() => void logged.splice(0));

  test('returns when every connected gateway has applied it', async () => {
    await startWorker();
    const fast = await connect('fast');
    const slow = await connect('slow', { ackDelayMs: 150 });
    await change();
    const applied = await plane.database.read((uow) => gateways.list(uow));
    for (const id of [fast.id, slow.id]) {
      expect(applied.find((row) => row.id === id)?.appliedSeq).toBe(await head());
    }
    expect(logged.filter(isLate)).toEqual([]);
  });

  test('without gateways it returns when it is published', async () => {
    await startWorker();
    const before = await head();
    await change();
    expect(await head()).toBeGreaterThan(before);
    expect(logged.filter(isLate)).toEqual([]);
  });

  test('waits for a gateway that has come back and has not asked for changes yet', async () => {
    const patient = await startControlPlane({ env: { TOLLGATE_DEPLOY_WAIT_MS: '30000' } });
    const back = createFakeGateway(patient, 'back');
    try {
      await back.acknowledge({ appliedSeq: 0 });
      let isDone = false;
      const changing = change(patient).finally(() => (isDone = true));
      const open = () => patient.database.read((uow) => outbox.open(uow, Date.now() + 1_000));
      await waitFor(async () => (await open()).length > 0);
      for (const row of await open()) await publishSomething(toJob(row), patient.database);
      // Each tells the control plane to look again.
      for (let n = 0; n < 5; n += 1) await back.acknowledge({ appliedSeq: 0 });
      expect(isDone).toBe(false);
      back.follow();
      await changing;
      expect(back.changes).toMatchObject([{ name: 'x/dev' }]);
    } finally {
      await back.kill();
      await patient.close();
    }
  });

  test('does not wait longer than it may for a gateway that says nothing', async () => {
    await startWorker();
    const silent = await connect('silent', { silent: true });
    let isDone = false;
    const changing = change().then(() => (isDone = true));
    await waitFor(() => silent.changes.length > 0);
    expect(isDone).toBe(false);
    expect(logged.filter(isLate)).toEqual([]);
    await changing;
    expect(logged.filter(isLate)).toHaveLength(1);
    expect(await isConnected(silent.id)).toBe(true);
  });

  test('stops waiting for a gateway that dies meanwhile', async () => {
    await startWorker();
    const dying = await connect('dying', { silent: true });
    const changing = change();
    await waitFor(() => dying.changes.length > 0);
    await dying.kill();
    await changing;
    expect(logged.filter(isLate)).toEqual([]);
  });

  test('counts a refusal as a response', async () => {
    await startWorker();
    await connect('refusing', { refuses: { 'x/dev': 'it is broken' } });
    await change();
    expect(logged.filter(isLate)).toEqual([]);
  });

  test('returns at once when its job is dead', async () => {
    await startWorker(async () => {
      throw new Error('the disk is full');
    });
    await change();
    expect(logged.filter(isLate)).toEqual([]);
  });

  test('many at once each return when they are applied', async () => {
    await startWorker();
    await connect('busy');
    await Promise.all(Array.from({ length: 30 }, () => change()));
    expect(logged.filter(isLate)).toEqual([]);
  });

  test('with the queue away it is answered all the same, and left to the sweep', async () => {
    const env = { REDIS_URL: `redis://127.0.0.1:${await freePort()}`, TOLLGATE_DEPLOY_WAIT_MS: '100' };
    const lonely = await startControlPlane({ env });
    await change(lonely);
    const open = await lonely.database.read((uow) => outbox.open(uow, Date.now() + 1_000));
    // Beside the key of the root, which is published with the first start.
    expect(open.filter(({ jobName }) => jobName === 'publish-usage-plan')).toHaveLength(1);
    await lonely.close();
  });
});

describe('GET /_tollgate/v1/restapis/{id}/stages/{name}/rollout', () => {
  const target = '/_tollgate/v1/restapis/api0000001/stages/dev/rollout';

  beforeAll(() => plane.database.write((uow) => insertStage(uow, owner)));

  test('404 for an unknown stage, and for one of another owner; 403 unsigned', async () => {
    expect((await plane.signedFetch('/_tollgate/v1/restapis/none/stages/dev/rollout')).status).toBe(404);
    expect((await plane.signedFetch(target, { region: 'eu-west-1' })).status).toBe(404);
    expect((await fetch(plane.url + target)).status).toBe(403);
  });

  test('nothing is published before the first publication', async () => {
    expect(await (await plane.signedFetch(target)).json()).toEqual({
      restApiId: 'api0000001',
      stageName: 'dev',
      deploymentId: 'dep001',
      published: null,
      gateways: [],
    });
  });

  test('names for each gateway what it makes of the stage, with the reason of a refusal', async () => {
    const canary = { deploymentId: 'dep002', snapshotDigest: 'e'.repeat(64) };
    const body = { deploymentId: 'dep001', snapshotDigest: 'd'.repeat(64), canary } as never;
    await connect('has-it', { after: await head() });
    await connect('refuses', { after: await head(), refuses: { 'api0000001/dev': 'format version 9' } });
    await connect('is-behind', { after: await head(), silent: true });
    const seq = await plane.database.write((uow) =>
      publishedDocuments.replace(uow, {
        subject: 'restapi/api0000001',
        documents: [sealDocument('stage', 'api0000001/dev', body)],
      }),
    );
    const rollout = await waitFor(async () => {
      const response = (await (await plane.signedFetch(target)).json()) as {
        published: unknown;
        gateways: { gatewayId: string; state: string; reason?: string }[];
      };
      return response.gateways.some(({ state }) => state === 'refused') &&
        response.gateways.some(({ state }) => state === 'applied')
        ? response
        : null;
    });
    expect(rollout.published).toEqual({
      seq,
      deploymentId: 'dep001',
      snapshotDigest: 'd'.repeat(64),
      canary,
    });
    const states = Object.fromEntries(
      rollout.gateways.map((one) => [one.gatewayId, [one.state, one.reason]]),
    );
    expect(states).toMatchObject({
      'has-it': ['applied', undefined],
      refuses: ['refused', 'format version 9'],
      'is-behind': ['behind', undefined],
      fast: ['disconnected', undefined],
    });
  });
});
