import {
  GetDeploymentsCommand,
  TestInvokeMethodCommand,
  UpdateStageCommand,
  PutIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import { createDatabase, publishedDocuments } from '#libs/persistence';
import { sealDocument, sealSnapshot, type Snapshot, type StageDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy, putMockBody, putMockMethod } from '../support/definitions.js';
import { buildEarlier, type EarlierBuild } from '../support/earlier-build.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { createMeteredApi, type MeteredKey } from './support/metered-api.js';

/** The last commit of the release before this one. */
const releaseBefore = 'd234daeed84d31ec37ddff16a39b4dd7a2920875';

let earlier: EarlierBuild;
let tollgate: Installation;
/** Which parts run the release before. */
const old = new Set(['control-plane', 'compiler-worker', 'gateway-1', 'gateway-2']);

beforeAll(async () => {
  earlier = await buildEarlier(releaseBefore);
  tollgate = await startInstallation({
    gateways: 2,
    // Live on return, however long a slow machine takes.
    mainOf: (part, file) => (old.has(part) ? earlier.main(file) : file),
  });
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await earlier?.remove();
});

async function upgrade(...names: readonly string[]): Promise<void> {
  for (const name of names) old.delete(name);
  const parts = tollgate.parts.filter((part) => names.includes(part.name));
  for (const part of parts) {
    await part.kill('SIGTERM');
    await part.start();
  }
}

const bodies = (restApiId: string, path = '/dev/') =>
  Promise.all([0, 1].map(async (gateway) => (await tollgate.invoke(restApiId, path, { gateway })).text()));

test('gateways and control plane are upgraded one after the other: every pair serves, deploys, meters and refuses as before', async () => {
  const { client } = tollgate;
  const { restApiId, rootId: resourceId } = await createApi(client, 'upgraded');
  await putMockMethod(client, { restApiId, resourceId, body: 'one' });
  const say = (body: string) => putMockBody(client, { restApiId, resourceId, body });
  await deploy(client, restApiId, 'dev');
  const metered = await createMeteredApi(client);
  const quota = 40;
  const key = await metered.addKey(quota);
  let spent = 0;
  const spend = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      // Permits that the other gateway has on lease come back within seconds; until then this one refuses.
      await waitFor(async () => (await statusOf(metered.path, key.value, n % 2)) === 200, {
        timeoutMs: 60_000,
        describe: `request ${spent + 1} of the quota to be admitted`,
      });
      spent += 1;
    }
    await waitFor(async () => (await key.usedToday())[0] === spent);
  };
  const holds = async (text: string) => {
    await say(text);
    await deploy(client, restApiId, 'dev');
    expect(await bodies(restApiId)).toEqual([text, text]);
    expect([await statusOf(metered.path, null, 0), await statusOf(metered.path, null, 1)]).toEqual([
      403, 403,
    ]);
    await spend(4);
  };
  const runsTests = async (text: string) => {
    const tested = await client.send(
      new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'GET' }),
    );
    expect([tested.status, tested.body]).toEqual([200, text]);
  };

  // Everything is of the release before.
  await holds('one');
  const [first] = (await client.send(new GetDeploymentsCommand({ restApiId }))).items ?? [];

  // A new gateway, the old control plane; it starts from what the old one had on disk.
  await upgrade('gateway-2');
  await bothFollow(restApiId);
  expect(await bodies(restApiId)).toEqual(['one', 'one']);
  await holds('two');
  await tollgate.gateways[0]!.kill('SIGTERM');
  await runsTests('two');
  await tollgate.gateways[0]!.start();
  await bothFollow(restApiId);

  // The new control plane, an old gateway beside the new one.
  await upgrade('control-plane', 'compiler-worker');
  await holds('three');
  // What needs a feature by name still has the number that old gateways know it by.
  const converted = await createResource(client, restApiId, resourceId, 'converted');
  await putMockMethod(client, { restApiId, resourceId: converted, body: 'converted' });
  await client.send(
    new PutIntegrationCommand({
      restApiId,
      resourceId: converted,
      httpMethod: 'GET',
      type: 'MOCK',
      contentHandling: 'CONVERT_TO_TEXT',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  );
  await putMockBody(client, { restApiId, resourceId: converted, body: 'converted' });
  await holds('four');
  expect(await bodies(restApiId, '/dev/converted')).toEqual(['converted', 'converted']);
  await tollgate.gateways[1]!.kill('SIGTERM');
  await runsTests('four');
  await tollgate.gateways[1]!.start();
  await bothFollow(restApiId);
  // A roll-back to what the release before has compiled.
  await rollBack(restApiId, first?.id ?? '');
  expect(await bodies(restApiId)).toEqual(['one', 'one']);
  await holds('five');
  await refuseWhatIsOfTomorrow(restApiId, 'five');

  // All of it new.
  await upgrade('gateway-1');
  await bothFollow(restApiId);
  expect(await bodies(restApiId)).toEqual(['five', 'five']);
  await holds('six');

  // What was used under either release counts against the quota, to the last request.
  await spend(quota - spent);
  await overQuota(metered.path, key);
  expect(await key.usedToday()).toEqual([quota, 0]);
}, 300_000);

async function statusOf(path: string, key: string | null, gateway: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${tollgate.gateways[gateway]!.httpPort}${path}`, {
    headers: key === null ? {} : { 'x-api-key': key },
  });
  await response.arrayBuffer();
  return response.status;
}

/** What each gateway makes of the stage. */
async function states(restApiId: string): Promise<string[]> {
  const response = await tollgate.signedGet(`/_tollgate/v1/restapis/${restApiId}/stages/dev/rollout`);
  const { gateways } = (await response.json()) as {
    readonly gateways: readonly { readonly state: string }[];
  };
  return gateways.map(({ state }) => state);
}

/**
 * A gateway that was started anew serves before it has a connection; deployments wait for it from then on.
 */
async function bothFollow(restApiId: string): Promise<void> {
  await waitFor(async () => !(await states(restApiId)).includes('disconnected'), {
    timeoutMs: 60_000,
    describe: 'both gateways to follow',
  });
}

async function overQuota(path: string, key: MeteredKey): Promise<void> {
  for (const gateway of [0, 1]) expect(await statusOf(path, key.value, gateway)).toBe(429);
}

async function rollBack(restApiId: string, deploymentId: string): Promise<void> {
  const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: deploymentId }];
  await tollgate.client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
}

/**
 * As a later release would publish it: whoever does not know what it requires goes on serving what it has.
 */
async function refuseWhatIsOfTomorrow(restApiId: string, served: string): Promise<void> {
  const database = createDatabase({ url: tollgate.postgres.url, poolSize: 2, log: silentLogger });
  try {
    await database.write(async (uow) => {
      const read = async <T>(kind: string, name: string) =>
        JSON.parse((await publishedDocuments.find(uow, { kind, name }))?.body ?? '') as T;
      const stage = await read<StageDocument>('stage', `${restApiId}/dev`);
      const snapshot = await read<Snapshot>('snapshot', stage.snapshotDigest);
      const sealed = sealSnapshot({ ...snapshot, requires: ['a feature of tomorrow' as never], routes: [] });
      const later = sealDocument('stage', `${restApiId}/dev`, { ...stage, snapshotDigest: sealed.name });
      await publishedDocuments.replace(uow, { subject: `restapi/${restApiId}`, documents: [sealed, later] });
    });
    await waitFor(async () => (await states(restApiId)).join() === 'refused,refused', {
      timeoutMs: 60_000,
      describe: 'both gateways to refuse',
    });
    expect(await bodies(restApiId)).toEqual([served, served]);
  } finally {
    await database.close();
  }
}
