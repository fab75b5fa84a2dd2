import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '#libs/testing';
import { startCountingBackend, type CountingBackend } from '../support/counting-backend.js';
import { startInstallation, type Installation } from '../support/installation.js';

// A cache as an operator has it: switched on and flushed by aws-cli, on two gateways at once.
const run = promisify(execFile);
const redisUrl = process.env['TOLLGATE_TEST_REDIS_URL'];
const settings: [string, string | undefined][] = [['in the memory of each', undefined]];
if (redisUrl !== undefined) settings.push(['shared through Redis', redisUrl]);

describe.each(settings)('responses cached on two gateways, %s', (_, redis) => {
  let tollgate: Installation;
  let backend: CountingBackend;
  let restApiId: string;

  beforeAll(async () => {
    [tollgate, backend] = await Promise.all([
      startInstallation({ gateways: 2, redisUrl: redis }),
      startCountingBackend(),
    ]);
    restApiId = await importApi();
    await aws('create-deployment', '--stage-name', 'dev');
  }, 180_000);
  afterAll(async () => {
    await tollgate?.close();
    await backend?.close();
  });

  async function importApi(): Promise<string> {
    const integration = { type: 'http_proxy', httpMethod: 'GET', uri: `${backend.url}/` };
    const get = (more: object) => ({
      responses: {},
      'x-amazon-apigateway-integration': { ...integration, ...more },
    });
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const key = { cacheNamespace: 'pets', cacheKeyParameters: ['method.request.path.id'] };
    const document = {
      openapi: '3.0.1',
      info: { title: `cached ${redis ? 'together' : 'apart'}`, version: '1' },
      paths: { '/pets/{id}': { get: { parameters: [id], ...get(key) } }, '/toys': { get: get({}) } },
    };
    const folder = await mkdtemp(join(tmpdir(), 'tollgate-caching-'));
    const file = join(folder, 'cached.json');
    await writeFile(file, JSON.stringify(document));
    const imported = await awsOf('import-rest-api', '--body', `fileb://${file}`);
    await rm(folder, { recursive: true });
    return imported['id'] as string;
  }

  async function awsOf(...words: string[]): Promise<Record<string, unknown>> {
    const { stdout } = await run('aws', ['apigateway', ...words, '--output', 'json'], {
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...tollgate.awsEnvironment },
    });
    return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  }
  const aws = (operation: string, ...words: string[]) =>
    awsOf(operation, '--rest-api-id', restApiId, ...words);
  const patch = (...operations: string[]) =>
    aws('update-stage', '--stage-name', 'dev', '--patch-operations', ...operations);
  const flush = () => aws('flush-stage-cache', '--stage-name', 'dev');

  /** The number of the response that a gateway gives, and whether it is from the cache. */
  async function get(path: string, gateway = 0): Promise<{ count: number; isHit: boolean }> {
    const response = await tollgate.invoke(restApiId, `/dev${path}`, { gateway });
    expect(response.status).toBe(200);
    return { count: Number(await response.text()), isHit: response.headers.has('age') };
  }
  const onBoth = (path: string) => Promise.all([get(path, 0), get(path, 1)]);

  test('nothing is cached before it is switched on', async () => {
    expect((await get('/toys')).count).toBeLessThan((await get('/toys')).count);
  });

  test('switched on, two requests make one call as soon as update-stage returns', async () => {
    const stage = await patch(
      'op=replace,path=/cacheClusterEnabled,value=true',
      'op=replace,path=/*/*/caching/enabled,value=true',
      'op=replace,path=/*/*/metrics/enabled,value=true',
    );
    expect(stage).toMatchObject({ cacheClusterStatus: 'AVAILABLE', cacheClusterSize: '0.5' });
    for (const gateway of [0, 1]) {
      const first = await get('/pets/rex', gateway);
      expect(await get('/pets/rex', gateway)).toEqual({ count: first.count, isHit: true });
      expect(await get('/pets/tom', gateway)).not.toMatchObject({ count: first.count });
    }
  });

  test('with flush-stage-cache neither gateway gives what it had, from its return on', async () => {
    for (let round = 0; round < 5; round += 1) {
      await onBoth('/pets/rex');
      const before = backend.count;
      await flush();
      for (const { count } of await onBoth('/pets/rex')) expect(count).toBeGreaterThan(before);
    }
    expect(await aws('get-stage', '--stage-name', 'dev')).toMatchObject({ cacheClusterStatus: 'AVAILABLE' });
  });

  test('a path alone is flushed, by its pattern, and a namespace', async () => {
    const path = `/_tollgate/v1/restapis/${restApiId}/stages/dev/cache`;
    for (const part of ['path=%2Fpets%2F%7Bid%7D', 'namespace=pets']) {
      const toys = await onBoth('/toys');
      await onBoth('/pets/rex');
      const before = backend.count;
      const flushed = await tollgate.signedCall('DELETE', path, undefined, part);
      expect([flushed.status, await flushed.json()]).toMatchObject([200, { namespaces: ['pets'] }]);
      for (const { count } of await onBoth('/pets/rex')) expect(count).toBeGreaterThan(before);
      expect((await onBoth('/toys')).map(({ count }) => count)).toEqual(toys.map(({ count }) => count));
    }
  });

  test('a cluster that was switched off and on again, or resized, does not give what it had', async () => {
    await onBoth('/toys');
    const before = backend.count;
    const enable = (value: boolean) => patch(`op=replace,path=/cacheClusterEnabled,value=${value}`);
    expect(await enable(false)).toMatchObject({ cacheClusterStatus: 'NOT_AVAILABLE' });
    expect((await get('/toys')).count).toBeLessThan((await get('/toys')).count);
    expect(await enable(true)).toMatchObject({ cacheClusterStatus: 'AVAILABLE' });
    const enabled = await onBoth('/toys');
    for (const { count } of enabled) expect(count).toBeGreaterThan(before);
    const resized = await patch('op=replace,path=/cacheClusterSize,value=1.6');
    expect(resized).toMatchObject({ cacheClusterStatus: 'AVAILABLE', cacheClusterSize: '1.6' });
    const newest = Math.max(...enabled.map(({ count }) => count));
    for (const { count } of await onBoth('/toys')) expect(count).toBeGreaterThan(newest);
  });

  test('the report counts hits by method, and says by which key each is cached', async () => {
    const before = backend.count;
    await get('/pets/rex');
    for (let times = 0; times < 3; times += 1) await get('/pets/rex');
    expect(backend.count).toBeLessThanOrEqual(before + 1);
    const report = async () => {
      const response = await tollgate.signedGet(`/_tollgate/v1/restapis/${restApiId}/stages/dev/cache`);
      return (await response.json()) as {
        methods: { path: string; key: object; counts: { hits: number; hitRatio: number } | null }[];
        warnings: object[];
      };
    };
    await waitFor(async () => ((await report()).methods[0]?.counts?.hits ?? 0) >= 3, {
      timeoutMs: 60_000,
      describe: 'hits to be counted',
    });
    const { methods, warnings } = await report();
    expect(methods[0]).toMatchObject({
      path: '/pets/{id}',
      key: { namespace: 'pets', parameters: ['method.request.path.id'] },
    });
    expect(methods[0]!.counts!.hitRatio).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
  });

  test('a flush that no worker publishes is in progress, until one does', async () => {
    await tollgate.worker.kill();
    const flushing = flush();
    const status = async () => (await aws('get-stage', '--stage-name', 'dev'))['cacheClusterStatus'];
    await waitFor(async () => (await status()) === 'FLUSH_IN_PROGRESS', {
      timeoutMs: 20_000,
      describe: 'the flush',
    });
    await tollgate.worker.start();
    await flushing;
    await waitFor(async () => (await status()) === 'AVAILABLE', {
      timeoutMs: 60_000,
      intervalMs: 500,
      describe: 'the flush to be live',
    });
  });
});
