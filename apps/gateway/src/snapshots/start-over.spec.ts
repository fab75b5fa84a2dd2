import { digest } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { LocalStore } from './local-store.js';
import { join } from 'node:path';

let system: TestSystem;
beforeEach(async () => {
  system = await startTestSystem();
});
afterEach(() => system.stop());

const saying = (text: string) => snapshot({ '/': { GET: mockMethod(text) } });
const says = async (path: string) => (await system.call(path)).body;

/** Calls without a pause; what is answered otherwise is collected until `stop`. */
function watch(path: string, allowed: readonly string[]) {
  const others: string[] = [];
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const response = await system
        .call(path)
        .catch((error: unknown) => ({ status: 0, body: String(error) }));
      if (!allowed.includes(response.body)) others.push(`${response.status} ${response.body}`);
      if (response.status === 0) return;
    }
  };
  const running = run();
  return async () => {
    stopped = true;
    await running;
    return others;
  };
}

test('a database that was wiped: what it publishes takes the place of all, without a request that finds nothing', async () => {
  await system.deploy(saying('old'));
  await system.deploy(saying('gone'), { stageName: 'gone' });
  const stop = watch('/dev', ['old', 'new']);
  system.controlPlane.restore([]);
  await system.deploy(saying('new'));
  await waitFor(async () => (await says('/dev')) === 'new');
  expect((await system.call('/gone')).status).toBe(403);
  expect(await stop()).toEqual([]);
  expect(system.gateway.state().stages.map(({ name }) => name)).toEqual([`${apiId}/dev`]);
});

test('a feed with nothing in it takes nothing away', async () => {
  await system.deploy(saying('old'));
  const polls = system.controlPlane.polledAfter.length;
  system.controlPlane.restore([]);
  await waitFor(() => system.controlPlane.polledAfter.length > polls);
  expect(await says('/dev')).toBe('old');
});

test('a database that was restored to an earlier state is followed again, also when its numbers have come past those of before', async () => {
  await system.deploy(saying('one'));
  const backup = system.controlPlane.published();
  await system.deploy(saying('two'));
  await system.controlPlane.goAway();
  system.controlPlane.restore(backup);
  // More than were lost, so that the number alone says nothing.
  const before = system.gateway.state().appliedSeq;
  while (system.controlPlane.publish('quota', 'p/k', null) <= before + 3);
  await system.controlPlane.comeBack();
  await waitFor(async () => (await says('/dev')) === 'one');
  await system.deploy(saying('three'));
  expect(await says('/dev')).toBe('three');
});

test('a gateway that starts from its disk knows the same', async () => {
  await system.deploy(saying('old'));
  await system.gateway.stop(0);
  system.controlPlane.restore([]);
  const name = system.controlPlane.publishSnapshot(saying('new'));
  system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(name));
  const again = await startTestGateway({
    ...system.controlPlane,
    controlPlaneUrl: system.controlPlane.url,
    dataDir: system.dataDir,
  });
  try {
    await waitFor(async () => (await call(again.httpPort, '/dev')).body === 'new');
  } finally {
    await again.stop(0);
  }
});

test('a document of the new feed that cannot be used is refused, and the one before goes on serving, over a restart too', async () => {
  await system.deploy(saying('good'));
  system.controlPlane.restore([]);
  const body = '{"formatVersion":1,"routes":"nonsense"}';
  const name = digest(body);
  system.controlPlane.publishRaw({ kind: 'snapshot', name, digest: name, body });
  const seq = system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(name));
  await waitFor(() => system.gateway.state().refused.length > 0);
  expect(system.gateway.state().refused).toMatchObject([{ kind: 'stage', seq }]);
  expect(await says('/dev')).toBe('good');
  await system.gateway.stop(0);
  await system.controlPlane.goAway();
  const again = await startTestGateway({
    controlPlaneUrl: system.controlPlane.url,
    token: system.controlPlane.token,
    dataDir: system.dataDir,
  });
  try {
    expect((await call(again.httpPort, '/dev')).body).toBe('good');
    expect(again.state().refused).toMatchObject([{ kind: 'stage', seq }]);
  } finally {
    await again.stop(0);
    await system.controlPlane.comeBack();
  }
});

test('a snapshot that was deleted while it served leaves the disk when its stage has let go of it', async () => {
  const first = await system.deploy(saying('one'));
  const gone = { kind: 'snapshot', name: first, digest: first, body: null };
  await system.acknowledged(system.controlPlane.publishRaw(gone));
  expect(await says('/dev')).toBe('one');
  await system.deploy(saying('two'));
  await system.gateway.stop(0);
  const store = LocalStore.open(join(system.dataDir, 'store'));
  expect([...store.list('snapshot')].map(({ name }) => name)).not.toContain(first);
  expect(store.putOff()).toEqual([]);
  await store.close();
});
