import { rm } from 'node:fs/promises';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { startFakeControlPlane } from '../testing/fake-control-plane.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';

let system: TestSystem;
beforeEach(async () => {
  system = await startTestSystem();
});
afterEach(() => system.stop());

const saying = (text: string) => snapshot({ '/': { GET: mockMethod(text) } });
const refusedNow = () => system.gateway.state().refused;

test('what is acknowledged serves, and a roll-back is one stage document', async () => {
  const first = await system.deploy(saying('one'));
  expect((await system.call('/dev')).body).toBe('one');
  await system.deploy(saying('two'));
  expect((await system.call('/dev')).body).toBe('two');
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(first)));
  expect((await system.call('/dev')).body).toBe('one');
});

test('a snapshot is parsed and built only when a stage points to it', async () => {
  const body = '{"formatVersion":1,"routes":"nonsense"}';
  const name = digest(body);
  await system.acknowledged(system.controlPlane.publishRaw({ kind: 'snapshot', name, digest: name, body }));
  expect(refusedNow()).toEqual([]);
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(name)));
  expect(refusedNow()).toEqual([
    expect.objectContaining({
      kind: 'stage',
      name: `${apiId}/dev`,
      reason: expect.stringContaining('no list of routes') as string,
    }),
  ]);
});

test('a snapshot of a protocol that this gateway does not speak is refused, and what served goes on', async () => {
  await system.deploy(saying('one'));
  const body = canonicalJson({ ...saying('two'), protocol: 'GRAPHQL' });
  const name = digest(body);
  await system.acknowledged(system.controlPlane.publishRaw({ kind: 'snapshot', name, digest: name, body }));
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(name)));
  expect(refusedNow()).toEqual([
    expect.objectContaining({ kind: 'stage', reason: expect.stringMatching(/protocol GRAPHQL/) as string }),
  ]);
  expect((await system.call('/dev')).body).toBe('one');
});

test.each([
  [
    'a body that does not have its digest',
    { kind: 'stage', name: `${apiId}/dev`, digest: digest('x'), body: canonicalJson(stageOf('0')) },
    /does not have the digest/,
  ],
  [
    'a kind that is not known',
    { kind: 'firewall', name: 'a', digest: digest('{}'), body: '{}' },
    /no documents of kind/,
  ],
  [
    'a format version that is not known',
    {
      kind: 'stage',
      name: `${apiId}/dev`,
      digest: digest('{"formatVersion":99}'),
      body: '{"formatVersion":99}',
    },
    /format version 99/,
  ],
  [
    'a stage whose snapshot is not here',
    {
      kind: 'stage',
      name: `${apiId}/dev`,
      digest: digest(canonicalJson(stageOf('0'))),
      body: canonicalJson(stageOf('0')),
    },
    /snapshot 0 is not known/,
  ],
  ['what is no JSON', { kind: 'usage-plan', name: 'p', digest: digest('{'), body: '{' }, /not JSON/],
])(
  '%s is refused with the reason, the old one goes on serving, and nothing else waits',
  async (_, change, reason) => {
    await system.deploy(saying('good'));
    const seq = system.controlPlane.publishRaw(change);
    await system.deploy(saying('other'), { stageName: 'other' });
    expect((await system.call('/dev')).body).toBe('good');
    expect((await system.call('/other')).body).toBe('other');
    const last = system.controlPlane.acknowledgements.at(-1)!;
    expect(last.refused).toEqual([
      { seq, kind: change.kind, name: change.name, reason: expect.stringMatching(reason) as string },
    ]);
  },
);

test('a stage that was refused for a missing snapshot serves when the snapshot comes', async () => {
  const document = saying('late');
  const name = digest(canonicalJson(document));
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(name)));
  expect(refusedNow()).toHaveLength(1);
  system.controlPlane.publishSnapshot(document);
  await waitFor(() => refusedNow().length === 0);
  expect((await system.call('/dev')).body).toBe('late');
});

test('a deleted stage is gone at once', async () => {
  await system.deploy(saying('here'));
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, null));
  expect((await system.call('/dev')).status).toBe(403);
});

test('the control plane may go away and come back: what was served is served, what came meanwhile is pulled', async () => {
  await system.deploy(saying('before'));
  await system.controlPlane.goAway();
  await waitFor(() => !system.gateway.state().connected);
  expect((await system.call('/dev')).body).toBe('before');
  await system.controlPlane.comeBack();
  await system.deploy(saying('after'));
  expect((await system.call('/dev')).body).toBe('after');
});

test('a restart with everything else down serves the last good, and pulls from where it was', async () => {
  await system.deploy(saying('kept'));
  const { appliedSeq } = system.gateway.state();
  await system.gateway.stop(1000);
  await system.controlPlane.goAway();
  const { url: controlPlaneUrl, token } = system.controlPlane;
  const again = await startTestGateway({ controlPlaneUrl, token, dataDir: system.dataDir });
  try {
    expect(again.state().ready).toBe(true);
    expect((await call(again.httpPort, '/dev')).body).toBe('kept');
    await system.controlPlane.comeBack();
    await waitFor(() => again.state().connected);
    await waitFor(() => system.controlPlane.polledAfter.at(-1) === appliedSeq);
  } finally {
    await again.stop(1000);
  }
});

test('a gateway that has nothing yet starts, and is ready after the first sync', async () => {
  const controlPlane = await startFakeControlPlane();
  await controlPlane.goAway();
  const dataDir = `${system.dataDir}-fresh`;
  const fresh = await startTestGateway({
    controlPlaneUrl: controlPlane.url,
    token: controlPlane.token,
    dataDir,
  });
  try {
    const host = '127.0.0.1';
    expect((await call(fresh.httpPort, '/_tollgate/ready', { host })).status).toBe(503);
    expect((await call(fresh.httpPort, '/_tollgate/health', { host })).status).toBe(200);
    await controlPlane.comeBack();
    controlPlane.publish('account', '000000000000/us-east-1', { formatVersion: 1 });
    await waitFor(async () => (await call(fresh.httpPort, '/_tollgate/ready', { host })).status === 200);
  } finally {
    await fresh.stop(1000);
    await controlPlane.goAway();
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('requests that run when a new version is activated end on the old one', async () => {
  await system.deploy(saying('old'));
  const responses: string[] = [];
  let going = true;
  const callers = Array.from({ length: 8 }, async () => {
    while (going) {
      const response = await system.call('/dev');
      responses.push(`${response.status} ${response.body}`);
    }
  });
  for (let round = 0; round < 30; round++) await system.deploy(saying(`v${round}`));
  going = false;
  await Promise.all(callers);
  expect(responses.filter((response) => !/^200 (old|v\d+)$/.test(response))).toEqual([]);
});
