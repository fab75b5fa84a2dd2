import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
} from '@aws-sdk/client-api-gateway';
import pg from 'pg';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy, putMockBody, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation({
    gateways: 2,
    oneFolder: true,
    // Live on return, however long a slow machine takes.
  });
});
afterAll(() => tollgate?.close());

/**
 * Copies, drops and makes databases while nothing is connected to them; the gateways go on serving meanwhile.
 */
async function withoutControlPlane(...statements: readonly string[]): Promise<void> {
  await tollgate.worker.kill();
  await tollgate.controlPlane.kill();
  const server = new pg.Client(tollgate.postgres.url.replace(/\/tollgate$/, '/postgres'));
  await server.connect();
  await server.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'tollgate' AND pid <> pg_backend_pid()`,
  );
  for (const statement of statements) await server.query(statement);
  await server.end();
  await tollgate.controlPlane.start();
  await tollgate.worker.start();
}

const bodies = (restApiId: string, path: string) =>
  Promise.all([0, 1].map(async (gateway) => (await tollgate.invoke(restApiId, path, { gateway })).text()));
const bothSay = (restApiId: string, path: string, text: string) =>
  waitFor(async () => (await bodies(restApiId, path)).every((body) => body === text), {
    timeoutMs: 60_000,
    describe: `both gateways to respond ${text}`,
  });

/** Calls both gateways without a pause, and collects what is not a 200. */
function watch(restApiId: string, path: string) {
  const failures: string[] = [];
  let stopped = false;
  const run = async (gateway: number): Promise<void> => {
    while (!stopped) {
      const response = await tollgate.invoke(restApiId, path, { gateway });
      const text = await response.text();
      if (response.status !== 200) failures.push(`${response.status} ${text}`);
    }
  };
  const running = Promise.all([run(0), run(1)]);
  return async () => {
    stopped = true;
    await running;
    return failures;
  };
}

test('a database that was restored to an earlier state, then one that was wiped: gateways follow without a request lost, and what was used is counted once', async () => {
  const { client } = tollgate;
  const { restApiId, rootId } = await createApi(client, 'restored');
  await putMockMethod(client, { restApiId, resourceId: rootId, body: 'one' });
  const keyed = await createResource(client, restApiId, rootId, 'keyed');
  await putMockMethod(client, { restApiId, resourceId: keyed, apiKeyRequired: true, body: 'keyed' });
  await deploy(client, restApiId, 'dev');
  const apiStages = [{ apiId: restApiId, stage: 'dev' }];
  const quota = { limit: 1000, period: 'DAY' as const };
  const plan = await client.send(new CreateUsagePlanCommand({ name: 'restored', apiStages, quota }));
  const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
  await client.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
  );
  const spend = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      const headers = { 'x-api-key': key.value ?? '' };
      const response = await tollgate.invoke(restApiId, '/dev/keyed', { headers, gateway: n % 2 });
      expect(response.status).toBe(200);
      await response.arrayBuffer();
    }
  };
  const used = (count: number) =>
    waitFor(
      async () => {
        const day = new Date().toISOString().slice(0, 10);
        const report = { usagePlanId: plan.id, startDate: day, endDate: day };
        const usage = await client.send(new GetUsageCommand(report));
        return usage.items?.[key.id ?? '']?.[0]?.[0] === count;
      },
      { describe: `${count} to be counted` },
    );
  await spend(5);
  await used(5);
  await withoutControlPlane('CREATE DATABASE backup TEMPLATE tollgate');

  await putMockBody(client, { restApiId, resourceId: rootId, body: 'two' });
  await deploy(client, restApiId, 'dev');
  await deploy(client, restApiId, 'lost');
  await bothSay(restApiId, '/lost/', 'two');
  await spend(7);
  await used(12);

  const stop = watch(restApiId, '/dev/');
  await withoutControlPlane('DROP DATABASE tollgate', 'CREATE DATABASE tollgate TEMPLATE backup');
  await bothSay(restApiId, '/dev/', 'one');
  expect((await tollgate.invoke(restApiId, '/lost/')).status).toBe(403);
  // The journals still hold what the backup does not know.
  await used(12);
  await spend(3);
  await used(15);
  await putMockBody(client, { restApiId, resourceId: rootId, body: 'three' });
  await deploy(client, restApiId, 'dev');
  expect(await bodies(restApiId, '/dev/')).toEqual(['three', 'three']);

  await withoutControlPlane('DROP DATABASE tollgate', 'CREATE DATABASE tollgate');
  const newClient = await tollgate.newClient();
  expect(await bodies(restApiId, '/dev/')).toEqual(['three', 'three']);
  expect(await stop()).toEqual([]);
  const fresh = await createApi(newClient, 'fresh');
  await putMockMethod(newClient, { restApiId: fresh.restApiId, resourceId: fresh.rootId, body: 'fresh' });
  await deploy(newClient, fresh.restApiId, 'dev');
  await bothSay(fresh.restApiId, '/dev/', 'fresh');
  expect((await tollgate.invoke(restApiId, '/dev/')).status).toBe(403);
}, 180_000);
