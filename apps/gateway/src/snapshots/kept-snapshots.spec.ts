import { join } from 'node:path';
import { waitFor } from '#libs/testing';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { LocalStore } from './local-store.js';

const keptSnapshots = 1;
let system: TestSystem;
beforeEach(async () => {
  system = await startTestSystem({ keptSnapshots });
});
afterEach(() => system.stop());

const saying = (text: string) => snapshot({ '/': { GET: mockMethod(text) } });
const says = async () => (await system.call('/dev')).body;
const rollBackTo = (digest: string) =>
  system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest, { description: digest } as object));

async function onDisk(): Promise<string[]> {
  const store = LocalStore.open(join(system.dataDir, 'store'));
  const names = [...store.list('snapshot')].map(({ name }) => name);
  await store.close();
  return names.sort();
}

test('of the snapshots that no stage names the newest are kept', async () => {
  const digests = [];
  for (const text of ['one', 'two', 'three', 'four']) digests.push(await system.deploy(saying(text)));
  await system.gateway.stop(0);
  expect(await onDisk()).toEqual([digests[2], digests[3]].sort());
});

test('a roll-back to one that was kept asks for nothing, one to another is live when it is acknowledged, and both survive a restart without control plane', async () => {
  const [one, , three] = [
    await system.deploy(saying('one')),
    await system.deploy(saying('two')),
    await system.deploy(saying('three')),
    await system.deploy(saying('four')),
  ];
  await system.acknowledged(rollBackTo(three));
  expect([await says(), system.controlPlane.fetched]).toEqual(['three', []]);
  await system.acknowledged(rollBackTo(one));
  expect([await says(), system.controlPlane.fetched]).toEqual(['one', [one]]);
  expect(system.gateway.state().refusedCount).toBe(0);
  await system.gateway.stop(0);
  await system.controlPlane.goAway();
  const { url: controlPlaneUrl, token } = system.controlPlane;
  const again = await startTestGateway({ controlPlaneUrl, token, dataDir: system.dataDir, keptSnapshots });
  expect((await call(again.httpPort, '/dev')).body).toBe('one');
  await again.stop(0);
  await system.controlPlane.comeBack();
});

test('while the snapshot does not come the stage before serves and nothing is acknowledged; then the roll-back is made', async () => {
  const one = await system.deploy(saying('one'));
  for (const text of ['two', 'three', 'four']) await system.deploy(saying(text));
  system.controlPlane.respondWith({ snapshots: 503 });
  const seq = rollBackTo(one);
  await waitFor(() => system.controlPlane.fetched.length > 1);
  expect(await says()).toBe('four');
  expect(system.gateway.state().appliedSeq).toBeLessThan(seq);
  system.controlPlane.respondWith({ snapshots: 200 });
  await system.acknowledged(seq);
  expect(await says()).toBe('one');
});

test('a snapshot that the control plane does not give out is a refusal of its stage, as ever', async () => {
  const one = await system.deploy(saying('one'));
  for (const text of ['two', 'three', 'four']) await system.deploy(saying(text));
  system.controlPlane.respondWith({ snapshots: 404 });
  await system.acknowledged(rollBackTo(one));
  expect(await says()).toBe('four');
  expect(system.gateway.state().refused).toMatchObject([
    { kind: 'stage', reason: `snapshot ${one} is not known here` },
  ]);
});

test('bytes that are not those of the digest are never served', async () => {
  const one = await system.deploy(saying('one'));
  for (const text of ['two', 'three', 'four']) await system.deploy(saying(text));
  system.controlPlane.publishRaw({ kind: 'snapshot', name: one, digest: one, body: '{"routes":[]}' });
  await system.acknowledged(rollBackTo(one));
  expect(await says()).toBe('four');
});
