import { join } from 'node:path';
import type { StageDocument } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { deployWithCanary, stageWithCanary, toBase, toCanary } from '../testing/canary-stage.js';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { LocalStore } from './local-store.js';

// How gateways take over stages with a second release.
const keptSnapshots = 1;
let system: TestSystem;
beforeEach(async () => {
  system = await startTestSystem({ keptSnapshots });
});
afterEach(() => system.stop());

const saying = (text: string, change = {}) => snapshot({ '/': { GET: mockMethod(text) } }, change);
const releases = { base: saying('base'), canary: saying('canary') };
const publish = (body: object) =>
  system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, body));
const says = async (headers = {}) => (await system.call('/dev', { headers })).body;
const both = async () => [await says(toBase), await says(toCanary)];

test('a stage and its canary are live with one acknowledgement, and the canary goes with another', async () => {
  const document = await deployWithCanary(system, releases);
  expect(await both()).toEqual(['base', 'canary']);
  const { snapshotDigest, canary } = document;
  expect(system.gateway.state().stages).toEqual([
    {
      name: `${apiId}/dev`,
      deploymentId: 'dep001',
      snapshot: snapshotDigest,
      canary: { deploymentId: 'dep002', snapshot: canary!.snapshotDigest, percentTraffic: 0 },
    },
  ]);
  await publish(stageOf(snapshotDigest));
  expect(await both()).toEqual(['base', 'base']);
});

test('a canary on a snapshot that is not known here is refused whole, and what served goes on', async () => {
  await system.deploy(saying('before'));
  const document = stageWithCanary(system, releases, { snapshotDigest: 'f'.repeat(64) });
  await publish(document);
  expect(await both()).toEqual(['before', 'before']);
  expect(system.gateway.state().refused).toMatchObject([
    { kind: 'stage', reason: `canary: snapshot ${'f'.repeat(64)} is not known here` },
  ]);
});

test('a canary on a snapshot of another API is refused', async () => {
  await publish(stageWithCanary(system, { ...releases, canary: saying('x', { restApiId: 'other' }) }));
  expect(system.gateway.state().refused).toMatchObject([
    { kind: 'stage', reason: 'canary: its snapshot is of another API' },
  ]);
});

test('both snapshots stay on disk however few are kept, and serve after a restart without control plane', async () => {
  const document = await deployWithCanary(system, releases);
  for (const text of ['two', 'three', 'four']) await system.deploy(saying(text), { stageName: 'other' });
  await system.gateway.stop(0);
  const store = LocalStore.open(join(system.dataDir, 'store'));
  const kept = new Set([...store.list('snapshot')].map(({ name }) => name));
  await store.close();
  expect([document.snapshotDigest, document.canary!.snapshotDigest].map((name) => kept.has(name))).toEqual([
    true,
    true,
  ]);
  await system.controlPlane.goAway();
  const { url: controlPlaneUrl, token } = system.controlPlane;
  const again = await startTestGateway({ controlPlaneUrl, token, dataDir: system.dataDir, keptSnapshots });
  const answers = [toBase, toCanary].map((headers) => call(again.httpPort, '/dev', { headers }));
  expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(['base', 'canary']);
  await again.stop(0);
  await system.controlPlane.comeBack();
});

test('snapshots of both that were not kept are fetched before the swap', async () => {
  const document = stageWithCanary(system, releases);
  for (const text of ['two', 'three', 'four']) await system.deploy(saying(text));
  await publish(document);
  expect(system.controlPlane.fetched.toSorted()).toEqual(
    [document.snapshotDigest, document.canary!.snapshotDigest].sort(),
  );
  expect(await both()).toEqual(['base', 'canary']);
});

test('a canary of the stage’s own deployment needs its snapshot once', async () => {
  const document = await deployWithCanary(system, { base: releases.base, canary: releases.base });
  expect(document.canary!.snapshotDigest).toBe(document.snapshotDigest);
  expect(await both()).toEqual(['base', 'base']);
});

test('a deletion of a snapshot that a canary serves is put off until it does no more', async () => {
  const document = await deployWithCanary(system, releases);
  const digest = document.canary!.snapshotDigest;
  await system.acknowledged(system.controlPlane.publish('snapshot', digest, null));
  expect(await both()).toEqual(['base', 'canary']);
  await publish(stageOf(document.snapshotDigest));
  // What was put off is done with the next page.
  await publish(stageOf(document.snapshotDigest, { variables: { a: 'b' } }));
  await system.gateway.stop(0);
  const store = LocalStore.open(join(system.dataDir, 'store'));
  expect(store.get('snapshot', digest)).toBeUndefined();
  await store.close();
});

test('a new feed whose stage is refused leaves both releases serving, over a restart too', async () => {
  await deployWithCanary(system, releases);
  system.controlPlane.restore([]);
  const document = stageWithCanary(
    system,
    { base: saying('new'), canary: saying('newer') },
    { snapshotDigest: 'f'.repeat(64) },
  );
  system.controlPlane.publish('stage', `${apiId}/dev`, document);
  await waitFor(() => system.gateway.state().refusedCount > 0, { describe: 'the stage is refused' });
  expect(await both()).toEqual(['base', 'canary']);
  await system.gateway.stop(0);
  await system.controlPlane.goAway();
  const { url: controlPlaneUrl, token } = system.controlPlane;
  const again = await startTestGateway({ controlPlaneUrl, token, dataDir: system.dataDir, keptSnapshots });
  const answers = [toBase, toCanary].map((headers) => call(again.httpPort, '/dev', { headers }));
  expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(['base', 'canary']);
  await again.stop(0);
  await system.controlPlane.comeBack();
});

test('promoted and removed under requests no answer mixes one deployment with the other’s variables, and none fails', async () => {
  await publish(numbered(0, null, 0));
  const answers = new Set<string>();
  let isOver = false;
  const callers = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const { status, body } = await system.call('/dev');
      answers.add(`${status} ${body}`);
    }
  });
  const rounds = 20;
  for (let round = 0; round < rounds; round++) {
    for (const [base, canary, percentTraffic] of [
      [round, round + 1, 50],
      // As a promotion leaves it, and as its removal does.
      [round + 1, round + 1, 0],
      [round + 1, null, 0],
    ] as const) {
      await publish(numbered(base, canary, percentTraffic));
      await system.call('/dev');
    }
  }
  isOver = true;
  await Promise.all(callers);
  expect([...answers].filter((answer) => !isWhole(answer))).toEqual([]);
  expect([...answers].some((answer) => answer.endsWith('true'))).toBe(true);
});

/** Release N is deployment `depN`, says `bodyN`, and has the variable `colorN`. */
function numbered(base: number, canary: number | null, percentTraffic: number): StageDocument {
  const document = (number: number) =>
    saying(`body${number} $context.deploymentId $stageVariables.color $context.isCanaryRequest`);
  const own = { deploymentId: `dep${base}`, variables: { color: `color${base}` } };
  if (canary === null) return stageOf(system.controlPlane.publishSnapshot(document(base)), own);
  const its = { deploymentId: `dep${canary}`, variables: { color: `color${canary}` }, percentTraffic };
  return stageWithCanary(system, { base: document(base), canary: document(canary) }, its, own);
}

function isWhole(answer: string): boolean {
  const [, number] = /^200 body(\d+) /.exec(answer) ?? [];
  return new RegExp(`^200 body${number} dep${number} color${number} (true|false|)$`).test(answer);
}
