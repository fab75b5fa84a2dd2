import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  CreateDeploymentCommand,
  CreateStageCommand,
  GetStageCommand,
  TagResourceCommand,
} from '@aws-sdk/client-api-gateway';
import { encodeMetricsBlocks, LatencySketch, type MetricsRow } from '#libs/metrics';
import { blockAgeHeader, blockHeaders, newSenderId, observationsPath } from '#libs/observations';
import { canaryTrials, gateways, stages } from '#libs/persistence';
import { refusalOf } from '../../testing/refusal-of.js';
import { seedRestApi } from '../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

const rule = 'error-rate<1%,p99<1.2*base,requests>=10,for=10m,then=promote';
const key = 'tollgate:canary-guard';
const status = async (restApiId: string) => {
  const response = await plane.signedFetch(`/_tollgate/v1/restapis/${restApiId}/stages/dev/canary`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** A stage `dev` with a canary and a rule; the trial that publishing it would begin. */
async function guardedStage(percentTraffic = 50) {
  const { id: restApiId } = await seedRestApi(plane);
  const deploy = async () => (await plane.client.send(new CreateDeploymentCommand({ restApiId }))).id!;
  const canarySettings = { deploymentId: await deploy(), percentTraffic };
  const deploymentId = await deploy();
  await plane.client.send(
    new CreateStageCommand({
      restApiId,
      stageName: 'dev',
      deploymentId,
      canarySettings,
      tags: { [key]: rule },
    }),
  );
  const trial = () =>
    plane.database.write(async (uow) => {
      const [stage] = await stages.all(uow, restApiId);
      return (await canaryTrials.keep(uow, restApiId, [stage!])).get('dev')!;
    });
  return { restApiId, canarySettings, trial };
}

/** Posts what a gateway has counted in a trial. */
const senderId = newSenderId(Date.now(), randomBytes(8));
let sequence = 0;
async function post(gatewayId: string, trialId: number, counts: Record<string, number[]>, ageMs = 0) {
  const { accountId } = plane;
  const rows = Object.entries(counts).map(([side, [requests = 0, errors = 0, ms = 0]]): MetricsRow => {
    const latency = new LatencySketch();
    if (requests > 0) latency.add(ms, requests);
    const stageName = side === 'canary' ? 'dev/Canary' : 'dev';
    const trial = { id: trialId, side: side as 'base' | 'canary' };
    const api = { set: 'RestApi', accountId, region: 'us-east-1', apiId: 'a', apiName: 'a' } as const;
    return {
      minute: Math.floor(Date.now() / 60_000),
      source: { ...api, stageName, method: null, trial },
      counters: [requests, 0, errors, 0, 0],
      latencies: [latency, new LatencySketch()],
    };
  });
  const response = await fetch(plane.url + observationsPath('metrics'), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${plane.gatewayToken}`,
      'x-tollgate-gateway-id': gatewayId,
      ...blockHeaders({ senderId, sequence: (sequence += 1) }),
      ...blockAgeHeader(ageMs),
    },
    body: gzipSync(encodeMetricsBlocks(rows)[0]!),
  });
  expect(response.status).toBe(200);
}

test('a rule that is none is refused where it is set, and nothing is set', async () => {
  const { restApiId } = await guardedStage();
  const refused =
    'Invalid tag value specified for key tollgate:canary-guard: then=promote needs for=, such as for=10m';
  const tags = { [key]: 'error-rate<1%,then=promote' };
  const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${restApiId}/stages/dev`;
  expect(await refusalOf(plane.client.send(new TagResourceCommand({ resourceArn, tags })))).toContain(
    refused,
  );
  const stage = await plane.client.send(new GetStageCommand({ restApiId, stageName: 'dev' }));
  expect(stage.tags).toEqual({ [key]: rule });
  const { deploymentId } = stage;
  const create = new CreateStageCommand({ restApiId, stageName: 'other', deploymentId, tags });
  expect(await refusalOf(plane.client.send(create))).toContain(refused);
});

test('what gateways have counted is judged as it stands, and says what the guard waits for', async () => {
  const { restApiId, canarySettings, trial } = await guardedStage();
  expect((await status(restApiId)).body).toMatchObject({
    canary: canarySettings,
    guard: null,
    unguarded: 'the settings of the canary are not published yet',
  });
  const id = await trial();
  await plane.database.write((uow) => gateways.seen(uow, 'g1', 0));
  await plane.database.write((uow) => gateways.seen(uow, 'g2', 0));
  await post('g1', id, { canary: [8, 0, 5], base: [100, 3, 20] });
  expect((await status(restApiId)).body).toMatchObject({
    unguarded: null,
    startedAt: null,
    guard: { verdict: 'wait', reasons: ['gateway g2 has not reported on this canary yet'] },
  });
  // What was handed in half a minute ago says nothing of since.
  await post('g2', id, { base: [0] }, 30_000);
  expect((await status(restApiId)).body).toMatchObject({
    guard: { reasons: [expect.stringMatching(/^gateway g2 has not reported for 3\d s$/)] },
  });
  await post('g2', id, { canary: [1, 0, 30], base: [0] });
  const { body } = await status(restApiId);
  expect(body).toMatchObject({
    guard: {
      rule,
      verdict: 'wait',
      reasons: ['the canary has served 9 of 10 requests', 'it has run for 0 s of 600 s'],
      conditions: [
        { condition: 'error-rate<1%', holds: null, canary: 0, base: 3, limit: 1 },
        { condition: 'p99<1.2*base', holds: null, canary: 30, base: 20, limit: 24 },
      ],
      canary: { requests: 9, serverErrors: 0, latencyMs: { p50: 5, p99: 30 } },
      base: { requests: 100, serverErrors: 3, errorRatePercent: 3 },
    },
  });
  await post('g1', id, { canary: [1, 0, 30], base: [0] });
  expect((await status(restApiId)).body).toMatchObject({
    guard: { verdict: 'remove', reasons: ['broken: p99<1.2*base: 30 ms against 24 ms'] },
  });
});

test('what comes of a trial that has ended counts for none', async () => {
  const { restApiId, trial } = await guardedStage();
  const id = await trial();
  await plane.database.write((uow) => canaryTrials.keep(uow, restApiId, []));
  const next = await trial();
  await post('g1', id, { canary: [50, 50], base: [1] });
  await post('g1', next, { base: [0] });
  expect((await status(restApiId)).body).toMatchObject({ guard: { canary: { requests: 0 } } });
});

test('it says why nothing is guarded, and knows no stage of others', async () => {
  const { restApiId } = await guardedStage(0);
  expect((await status(restApiId)).body).toMatchObject({ unguarded: 'the canary gets no requests' });
  await plane.query(`UPDATE stages SET canary_settings = NULL WHERE rest_api_id = '${restApiId}'`);
  expect((await status(restApiId)).body).toMatchObject({
    unguarded: 'the stage has no canary',
    canary: null,
  });
  await plane.query(`UPDATE stages SET tags = '{}' WHERE rest_api_id = '${restApiId}'`);
  expect((await status(restApiId)).body).toMatchObject({
    unguarded: 'the stage has no tag tollgate:canary-guard',
  });
  const credentials = await plane.credentialsOf('222222222222');
  const path = `/_tollgate/v1/restapis/${restApiId}/stages/dev/canary`;
  expect((await plane.signedFetch(path, { credentials })).status).toBe(404);
});
