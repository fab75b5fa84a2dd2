import {
  CreateDeploymentCommand,
  CreateStageCommand,
  GetStageCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { waitFor } from '#libs/testing';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy.js';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
let way: CuttableProxy;
beforeAll(async () => {
  tollgate = await startInstallation({
    gateways: 2,
    wayForGateways: async (url) => (way = await startCuttableProxy(url)).url,
  });
});
afterAll(async () => {
  await tollgate?.close();
  await way?.close();
});

interface Move {
  readonly target: string;
  readonly operation: string;
  readonly movedBy: { readonly accessKeyId: string };
  readonly guard: { readonly verdict: string; readonly canary: { readonly requests: number } } | null;
}
interface Status {
  readonly guard: { readonly verdict: string; readonly reasons: readonly string[] } | null;
}

/**
 * A stage `dev` whose own deployment responds `old`, and whose canary gets half of the requests and responds
 * `new`, or with a 500.
 */
async function guarded(name: string, rule: string, canary: 'good' | 'bad') {
  const { client } = tollgate;
  const { restApiId, rootId: resourceId } = await createApi(client, name);
  await putMockMethod(client, { restApiId, resourceId, body: 'old' });
  await deploy(client, restApiId, 'first');
  const { deploymentId } = await client.send(new GetStageCommand({ restApiId, stageName: 'first' }));
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  const statusCode = canary === 'good' ? '200' : '500';
  const requestTemplates = { 'application/json': `{"statusCode": ${statusCode}}` };
  if (canary === 'bad') await client.send(new PutMethodResponseCommand({ ...at, statusCode }));
  await client.send(new PutIntegrationCommand({ ...at, type: 'MOCK', requestTemplates }));
  const responseTemplates = { 'application/json': 'new' };
  await client.send(new PutIntegrationResponseCommand({ ...at, statusCode, responseTemplates }));
  const { id: canaryId } = await client.send(new CreateDeploymentCommand({ restApiId }));
  await client.send(
    new CreateStageCommand({
      restApiId,
      stageName: 'dev',
      deploymentId,
      canarySettings: { deploymentId: canaryId, percentTraffic: 50 },
      tags: { 'tollgate:canary-guard': rule },
    }),
  );
  const read = async <T>(what: string): Promise<T> =>
    (await (await tollgate.signedGet(`/_tollgate/v1/restapis/${restApiId}/stages/dev/${what}`)).json()) as T;
  return {
    restApiId,
    canaryId: canaryId!,
    ownId: deploymentId!,
    stage: () => client.send(new GetStageCommand({ restApiId, stageName: 'dev' })),
    status: () => read<Status>('canary'),
    /** All gateways have reported on it. */
    async isHeard(): Promise<boolean> {
      const { guard } = await read<Status>('canary');
      return guard?.reasons.some((one) => one.startsWith('the canary has served')) ?? false;
    },
    moves: async () =>
      (await read<{ readonly items: readonly Move[] }>('history')).items.filter(
        ({ guard }) => guard !== null,
      ),
    /** Calls both gateways in turn, or the first alone; what came, by body. */
    async call(times: number, gateways = 2): Promise<{ old: number; new: number }> {
      const came = { old: 0, new: 0 };
      for (let n = 0; n < times; n += 1) {
        const response = await tollgate.invoke(restApiId, '/dev/', { gateway: n % gateways });
        came[(await response.text()) as 'old' | 'new'] += 1;
      }
      return came;
    },
  };
}

const soon = { timeoutMs: 90_000 };

test('a canary that fails is removed on every gateway, and history and audit say by which figures', async () => {
  const canary = await guarded('failing', 'error-rate<5%,requests>=20,for=1h,then=promote', 'bad');
  await canary.call(100);
  await waitFor(async () => (await canary.stage()).canarySettings === undefined, soon);
  await waitFor(async () => (await canary.call(40)).new === 0, soon);
  expect((await canary.stage()).deploymentId).toBe(canary.ownId);
  const [move, ...others] = await canary.moves();
  expect(others).toEqual([]);
  expect(move).toMatchObject({
    target: 'canary',
    operation: 'RemoveCanary',
    movedBy: { accessKeyId: 'canary-guard.tollgate' },
    guard: { verdict: 'remove', canary: { errorRatePercent: 100 } },
  });
  expect(move!.guard!.canary.requests).toBeGreaterThanOrEqual(20);
  const trail = new CloudTrailClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: await tollgate.client.config.credentials(),
  });
  const { Events = [] } = await trail.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'RemoveCanary' }],
    }),
  );
  trail.destroy();
  expect(Events).toHaveLength(1);
  expect(JSON.parse(Events[0]!.CloudTrailEvent!)).toMatchObject({
    eventType: 'AwsServiceEvent',
    requestParameters: { restApiId: canary.restApiId, stageName: 'dev' },
    serviceEventDetails: { verdict: 'remove', canary: { errorRatePercent: 100 } },
  });
});

test('a good canary is promoted on every gateway, as a caller would do it', async () => {
  const canary = await guarded('good', 'error-rate<5%,p99<30s,requests>=20,for=5s,then=promote', 'good');
  await waitFor(async () => {
    await canary.call(10);
    return (await canary.stage()).deploymentId === canary.canaryId;
  }, soon);
  expect((await canary.stage()).canarySettings).toMatchObject({
    deploymentId: canary.canaryId,
    percentTraffic: 0,
  });
  await waitFor(async () => (await canary.call(40)).old === 0, soon);
  expect(await canary.moves()).toMatchObject([
    { target: 'stage', operation: 'PromoteCanary', guard: { verdict: 'promote' } },
  ]);
});

test('too few requests decide nothing, and status says so', async () => {
  const canary = await guarded('quiet', 'error-rate<5%,requests>=1000,for=1s,then=promote', 'bad');
  await canary.call(10);
  const waits = /^the canary has served [1-9]\d* of 1000 requests$/;
  await waitFor(
    async () => (await canary.status()).guard?.reasons.some((one) => waits.test(one)) ?? false,
    soon,
  );
  expect((await canary.status()).guard?.verdict).toBe('wait');
  expect((await canary.stage()).canarySettings?.percentTraffic).toBe(50);
  expect(await canary.moves()).toEqual([]);
});

test('while gateways cannot report nothing is decided, and all that they have served counts when they can', async () => {
  const canary = await guarded('cut', 'error-rate<5%,requests>=20,for=1h,then=promote', 'bad');
  await waitFor(() => canary.isHeard(), soon);
  way.cut();
  await canary.call(100);
  // They serve on, and what is missing is known to be missing: each is named, and nothing was done.
  await waitFor(async () => {
    const { verdict, reasons = [] } = (await canary.status()).guard ?? {};
    expect(verdict).toBe('wait');
    return reasons.length === 2 && reasons.every((one) => / has not reported for \d+ s$/.test(one));
  }, soon);
  expect((await canary.call(40)).new).toBeGreaterThan(0);
  expect(await canary.moves()).toEqual([]);
  way.restore();
  await waitFor(async () => (await canary.stage()).canarySettings === undefined, soon);
  const [move] = await canary.moves();
  expect(move!.guard!.canary.requests).toBeGreaterThanOrEqual(40);
});

test('a gateway that was stopped is not waited for', async () => {
  const canary = await guarded('stopped', 'error-rate<5%,requests>=20,for=1h,then=promote', 'bad');
  await waitFor(() => canary.isHeard(), soon);
  await tollgate.gateways[1]!.kill('SIGTERM');
  await canary.call(100, 1);
  await waitFor(async () => (await canary.stage()).canarySettings === undefined, soon);
  await tollgate.gateways[1]!.start();
});
