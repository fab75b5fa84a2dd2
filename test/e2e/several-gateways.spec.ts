import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

const redisUrl = process.env['TOLLGATE_TEST_REDIS_URL'];
const settings: [string, string | undefined][] = [['embedded: queue on Postgres', undefined]];
if (redisUrl !== undefined) settings.push(['scaled out: queue and rate buckets on Redis', redisUrl]);

describe.each(settings)('two gateways, %s', (_name, redis) => {
  let tollgate: Installation;
  beforeAll(async () => {
    tollgate = await startInstallation({ gateways: 2, redisUrl: redis });
  });
  afterAll(() => tollgate?.close());

  test('a deployment is live on both when the call returns, and a quota of 60 lets exactly 60 pass on both together', async () => {
    const { client } = tollgate;
    const { restApiId, rootId } = await createApi(client, 'several');
    await putMockMethod(client, { restApiId, resourceId: rootId, apiKeyRequired: true, body: 'ok' });
    await deploy(client, restApiId, 'dev');
    const quota = { limit: 60, period: 'DAY' as const };
    const plan = await client.send(
      new CreateUsagePlanCommand({ name: 'p', apiStages: [{ apiId: restApiId, stage: 'dev' }], quota }),
    );
    const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
    await client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
    );

    let passed = 0;
    const call = async (gateway: number): Promise<void> => {
      const response = await tollgate.invoke(restApiId, '/dev/', {
        gateway,
        headers: { 'x-api-key': key.value ?? '' },
      });
      await response.arrayBuffer();
      expect([200, 429]).toContain(response.status);
      if (response.status === 200) passed += 1;
    };
    await Promise.all(Array.from({ length: 300 }, (_, n) => call(n % 2)));
    expect(passed).toBeLessThanOrEqual(60);
    // What one gateway held unspent while the other was asked comes back to the pool; then it can be spent.
    await waitFor(async () => (await Promise.all([call(0), call(1)]), passed >= 60), {
      timeoutMs: 60_000,
      describe: '60 to pass',
    });
    await Promise.all(Array.from({ length: 50 }, (_, n) => call(n % 2)));
    expect(passed).toBe(60);

    const day = new Date().toISOString().slice(0, 10);
    await waitFor(
      async () => {
        const usage = await client.send(
          new GetUsageCommand({ usagePlanId: plan.id, startDate: day, endDate: day }),
        );
        return JSON.stringify(usage.items?.[key.id ?? '']) === '[[60,0]]';
      },
      { timeoutMs: 2_000, describe: 'get-usage to say 60 used, 0 remaining' },
    );
  });
});
