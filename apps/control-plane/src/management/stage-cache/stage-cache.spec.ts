import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { Stage } from '#libs/api-definition';
import { dimensionsKey } from '#libs/cloudwatch';
import { metricData, stages } from '#libs/persistence';
import { seedRestApi } from '../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
let deploymentId: string;
let resourceId: string;

beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const { id, rootResourceId: parentId } = await seedRestApi(plane);
  restApiId = id;
  const pet = await plane.client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: '{id}' }));
  resourceId = pet.id!;
  await putMethod('GET', { cacheNamespace: 'pets', cacheKeyParameters: ['method.request.path.id'] });
  await putMethod('POST', {});
  const deployed = await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  deploymentId = deployed.id!;
});
afterAll(() => plane.close());

async function putMethod(
  httpMethod: string,
  integration: { cacheNamespace?: string; cacheKeyParameters?: string[] },
  authorizationType = 'NONE',
): Promise<void> {
  const at = { restApiId, resourceId, httpMethod };
  const requestParameters = { 'method.request.path.id': true };
  await plane.client.send(new PutMethodCommand({ ...at, authorizationType, requestParameters }));
  await plane.client.send(new PutIntegrationCommand({ ...at, type: 'MOCK', ...integration }));
}
const patch = (...values: readonly (readonly [path: string, value: string])[]) =>
  plane.client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: values.map(([path, value]) => ({ op: 'replace', path, value })),
    }),
  );
const enable = () => patch(['/cacheClusterEnabled', 'true'], ['/*/*/caching/enabled', 'true']);

interface Shown {
  readonly message?: string;
  readonly counts: object;
  readonly methods: readonly {
    readonly path: string;
    readonly httpMethod: string;
    readonly counts: object;
  }[];
  readonly warnings: readonly { readonly code: string; readonly at: string }[];
}
async function call(method: 'GET' | 'DELETE', query = '', stageName = 'dev') {
  const target = `/_tollgate/v1/restapis/${restApiId}/stages/${stageName}/cache${query}`;
  const response = await plane.signedFetch(target, { method });
  return { status: response.status, body: (await response.json()) as Shown };
}
const stage = async (): Promise<Stage> =>
  (await plane.database.read((uow) => stages.find(uow, restApiId, 'dev')))!;
const jobs = async () =>
  (await plane.query(`SELECT 1 FROM outbox WHERE payload ->> 'restApiId' = '${restApiId}'`)).length;

describe('GET', () => {
  test('each method says whether and how it is cached, and by which key', async () => {
    await enable();
    await patch(['/~1{id}/POST/caching/enabled', 'true'], ['/~1{id}/POST/caching/ttlInSeconds', '7']);
    const { status, body } = await call('GET');
    expect(status).toBe(200);
    const kept = { ttlInSeconds: 300, encrypted: false, invalidation: 'SUCCEED_WITH_RESPONSE_HEADER' };
    const nothing = { hits: 0, misses: 0, hitRatio: null };
    expect(body).toEqual({
      restApiId,
      stageName: 'dev',
      deploymentId,
      cacheClusterStatus: 'CREATE_IN_PROGRESS',
      cacheClusterSize: '0.5',
      countedSince: expect.stringMatching(/Z$/) as string,
      counts: nothing,
      methods: [
        {
          path: '/',
          httpMethod: 'GET',
          requestMethod: 'GET',
          caching: kept,
          key: { namespace: expect.any(String) as string, parameters: [] },
          counts: null,
        },
        {
          path: '/{id}',
          httpMethod: 'GET',
          requestMethod: 'GET',
          caching: kept,
          key: { namespace: 'pets', parameters: ['method.request.path.id'] },
          counts: null,
        },
        {
          path: '/{id}',
          httpMethod: 'POST',
          requestMethod: 'POST',
          caching: { ...kept, ttlInSeconds: 7 },
          key: { namespace: resourceId, parameters: [] },
          counts: null,
        },
      ],
      warnings: [expect.objectContaining({ code: 'cache-key-without-path', at: 'POST /{id}' }) as object],
    });
  });

  test('without a cluster nothing is cached, and nothing is warned of', async () => {
    await patch(['/*/*/caching/enabled', 'true']);
    const { body } = await call('GET', '?path=/');
    expect(body).toMatchObject({
      cacheClusterStatus: 'NOT_AVAILABLE',
      methods: [{ path: '/', caching: null }],
      warnings: [],
    });
  });

  test('hits and misses are the stage’s, and a method’s where it has metrics of its own', async () => {
    await enable();
    await count({}, { hits: 3, misses: 1 });
    await count({ Method: 'GET', Resource: '/{id}' }, { hits: 2, misses: 0 });
    const { body } = await call('GET');
    expect(body.counts).toEqual({ hits: 3, misses: 1, hitRatio: 0.75 });
    const counts = body.methods.map((method) => [method.httpMethod, method.path, method.counts]);
    expect(counts).toEqual([
      ['GET', '/', null],
      ['GET', '/{id}', { hits: 2, misses: 0, hitRatio: 1 }],
      ['POST', '/{id}', null],
    ]);
  });

  test('404: an unknown stage; 400: a parameter that nobody knows', async () => {
    expect((await call('GET', '', 'prod')).status).toBe(404);
    expect((await call('GET', '?method=GET')).status).toBe(400);
  });

  async function count(
    dimensions: Readonly<Record<string, string>>,
    { hits, misses }: { readonly hits: number; readonly misses: number },
  ): Promise<void> {
    // Every API that is seeded has this name; the stage is of this API alone.
    const ofStage = { ApiName: 'seeded', Stage: 'dev', ...dimensions };
    const key = dimensionsKey(Object.entries(ofStage).map(([name, value]) => ({ name, value })));
    const base = {
      accountId: plane.accountId,
      region: 'us-east-1',
      namespace: 'AWS/ApiGateway',
      dimensions: key,
      unit: 'Count',
      atMs: Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000,
    };
    const values = (sum: number) => ({ count: hits + misses, sum, min: 0, max: 1, sketch: null });
    await plane.database.write((uow) =>
      metricData.add(uow, [
        { ...base, name: 'CacheHitCount', values: values(hits) },
        { ...base, name: 'CacheMissCount', values: values(misses) },
      ]),
    );
  }
});

describe('DELETE', () => {
  test('a path: the namespaces of its methods, and no other', async () => {
    await enable();
    const before = await stage();
    const { status, body } = await call('DELETE', '?path=/{id}');
    const namespaces = ['pets', resourceId].sort();
    expect([status, body]).toEqual([200, { restApiId, stageName: 'dev', namespaces }]);
    expect(await stage()).toEqual({ ...before, flushedCacheNamespaces: { pets: 1, [resourceId]: 1 } });
  });

  test('a namespace, again', async () => {
    await enable();
    await call('DELETE', '?namespace=pets');
    const published = await jobs();
    expect((await call('DELETE', '?namespace=pets')).body).toMatchObject({ namespaces: ['pets'] });
    expect((await stage()).flushedCacheNamespaces).toEqual({ pets: 2 });
    expect(await jobs()).toBe(published + 1);
  });

  test('everything, as FlushStageCache', async () => {
    await enable();
    await call('DELETE', '?namespace=pets');
    const { cacheEpoch } = await stage();
    expect((await call('DELETE')).body).toMatchObject({ namespaces: null });
    expect(await stage()).toMatchObject({ cacheEpoch: cacheEpoch + 1, flushedCacheNamespaces: {} });
  });

  test('the namespaces of a canary’s deployment, too', async () => {
    await enable();
    await plane.client.send(
      new PutIntegrationCommand({
        restApiId,
        resourceId,
        httpMethod: 'GET',
        type: 'MOCK',
        cacheNamespace: 'new-pets',
      }),
    );
    const canarySettings = { percentTraffic: 10, useStageCache: true };
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev', canarySettings }));
    const { body } = await call('DELETE', '?path=/{id}');
    expect(body).toMatchObject({ namespaces: ['new-pets', 'pets', resourceId].sort() });
  });

  test('of a stage without a cache there is nothing to drop', async () => {
    const [before, published] = [await stage(), await jobs()];
    expect((await call('DELETE', '?namespace=pets')).status).toBe(200);
    expect((await call('DELETE')).status).toBe(200);
    expect([await stage(), await jobs()]).toEqual([before, published]);
  });

  test('404 and 400: what the stage does not serve, and a path with a namespace; nothing is dropped', async () => {
    await enable();
    const before = await stage();
    const refused = async (query: string, stageName?: string) => {
      const { status, body } = await call('DELETE', query, stageName);
      return [status, body.message];
    };
    expect(await refused('?path=/toys')).toEqual([404, 'Stage dev serves no resource /toys']);
    expect(await refused('?namespace=toys')).toEqual([
      404,
      'No method of stage dev has the cache namespace toys',
    ]);
    expect(await refused('', 'prod')).toEqual([404, 'Invalid stage identifier specified']);
    expect(await refused('?path=/&namespace=pets')).toEqual([400, 'Give a path or a namespace, not both']);
    expect(await refused('?path=/&path=/x')).toEqual([400, 'path must be given once']);
    expect(await stage()).toEqual(before);
  });

  test('is in the audit, with what was dropped', async () => {
    await enable();
    await call('DELETE', '?namespace=pets');
    const rows = await plane.query<{ event: string }>('SELECT event FROM audit_events ORDER BY id');
    expect(JSON.parse(rows.at(-1)!.event)).toMatchObject({
      eventName: 'FlushStageCache',
      requestParameters: { restApiId, stageName: 'dev', namespace: 'pets' },
      responseElements: { namespaces: ['pets'] },
    });
  });
});
