import { refusedMax } from '#libs/snapshot-format';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { waitFor } from '#libs/testing';

let system: TestSystem;
beforeEach(async () => {
  system = await startTestSystem();
});
afterEach(() => system.stop());

const saying = (text: string) => snapshot({ '/': { GET: mockMethod(text) } });
const many = 10_500;

test('more than 10,000 refused documents do not stop a gateway, nor one that starts with them', async () => {
  for (let n = 1; n < many; n += 1) {
    system.controlPlane.publish('api-key', `key${n}`, { requires: ['keys-of-tomorrow'] });
  }
  system.controlPlane.publish('stage', `${apiId}/broken`, stageOf('0'));
  await system.deploy(saying('served'));
  expect((await system.call('/dev')).body).toBe('served');
  const last = () => system.controlPlane.acknowledgements.at(-1)!;
  expect(last().refusedCount).toBe(many);
  expect(last().refused).toHaveLength(refusedMax);
  // What somebody may be waiting for is always in the list.
  expect(last().refused[0]).toMatchObject({ kind: 'stage', name: `${apiId}/broken` });
  await system.gateway.stop(0);
  const { url: controlPlaneUrl, token } = system.controlPlane;
  const again = await startTestGateway({ controlPlaneUrl, token, dataDir: system.dataDir });
  try {
    await system.deploy(saying('served after'));
    expect((await call(again.httpPort, '/dev')).body).toBe('served after');
    expect(last().refusedCount).toBe(many);
  } finally {
    await again.stop(0);
  }
});

test('a control plane that takes no acknowledgement is followed all the same, and gets it when it does', async () => {
  system.controlPlane.respondWith({ acknowledgements: 400 });
  await system.deploy(saying('one'));
  expect((await system.call('/dev')).body).toBe('one');
  await system.deploy(saying('two'));
  expect((await system.call('/dev')).body).toBe('two');
  system.controlPlane.respondWith({ acknowledgements: 200 });
  const seq = system.controlPlane.publish('quota', 'p/k', null);
  await waitFor(() => system.controlPlane.acknowledgements.at(-1)?.appliedSeq === seq);
});

test('a document that requires what this gateway does not have is refused by name', async () => {
  await system.deploy(saying('good'));
  const document = { ...saying('open'), requires: ['a moat'] };
  const name = system.controlPlane.publishSnapshot(document);
  const seq = system.controlPlane.publish('stage', `${apiId}/dev`, stageOf(name));
  await system.acknowledged(seq);
  expect((await system.call('/dev')).body).toBe('good');
  expect(system.gateway.state().refused).toMatchObject([
    {
      kind: 'stage',
      seq,
      reason: expect.stringContaining('requires a moat, which this gateway does not have') as string,
    },
  ]);
});
