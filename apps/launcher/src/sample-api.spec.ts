import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManagementCallError, type ManagementClient } from './management-client.js';
import { ensureSampleApi } from './sample-api.js';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'tollgate-sample-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

interface Api {
  readonly id: string;
  readonly description?: string;
}

interface HttpApi {
  readonly apiId: string;
  readonly description?: string;
}

interface Call {
  readonly line: string;
  readonly body: unknown;
}

/**
 * An installation that knows its APIs and which of them are deployed, and answers everything else with a new
 * id.
 */
function installation(apis: Api[] = [], httpApis: HttpApi[] = []) {
  const calls: Call[] = [];
  const deployed = new Set<string>();
  let ids = 0;
  const response = (line: string, body: unknown): unknown => {
    const api = /^\w+ \/restapis\/(\w+)/.exec(line)?.[1] ?? '';
    const httpApi = /^\w+ \/v2\/apis\/(\w+)/.exec(line)?.[1] ?? '';
    const { description } = (body ?? {}) as { description?: string };
    if (line === 'GET /restapis') return apis.length === 0 ? {} : { item: apis };
    if (line === 'GET /v2/apis') return { items: httpApis };
    if (line === 'POST /restapis') return added(apis, { id: `api${++ids}`, description });
    if (line === 'POST /v2/apis') return added(httpApis, { apiId: `http${++ids}`, description });
    if (line.endsWith('/stages/dev') && !deployed.has(api)) throw new ManagementCallError(404, 'no stage');
    if (line === `GET /v2/apis/${httpApi}` && !httpApis.some(({ apiId }) => apiId === httpApi)) {
      throw new ManagementCallError(404, 'no API');
    }
    if (line === `DELETE /restapis/${api}`) return apis.splice(0, 1);
    if (line === `DELETE /v2/apis/${httpApi}`) return httpApis.splice(0, 1);
    if (line.endsWith('/deployments')) return deployed.add(api);
    if (line.endsWith('/resources')) return { item: [{ id: 'root', path: '/' }] };
    return { id: `resource${++ids}` };
  };
  const client: ManagementClient = {
    call: async <T>(method: string, path: string, body?: unknown) => {
      calls.push({ line: `${method} ${path}`, body });
      return response(`${method} ${path}`, body) as T;
    },
  };
  return { client, calls, apis, httpApis, deployed, lines: () => calls.map(({ line }) => line) };
}

function added<T>(list: T[], one: T): T {
  list.push(one);
  return one;
}

const backend = 'http://127.0.0.1:4003';

test('an empty installation gets the sample, deployed, once', async () => {
  const { client, calls, deployed, lines } = installation();
  const sample = await ensureSampleApi(client, dataDir, backend);
  const { restApiId, httpApiId } = sample!;
  expect([...deployed]).toEqual([restApiId]);
  expect(calls.find(({ line }) => line === 'POST /v2/apis')?.body).toMatchObject({
    protocolType: 'HTTP',
    target: backend,
  });
  calls.length = 0;
  expect(await ensureSampleApi(client, dataDir, backend)).toEqual(sample);
  expect(lines()).toEqual([`GET /restapis/${restApiId}/stages/dev`, `GET /v2/apis/${httpApiId}`]);
});

test('its HTTP API follows its backend to another port', async () => {
  const { client, calls } = installation();
  const sample = await ensureSampleApi(client, dataDir, backend);
  const moved = 'http://127.0.0.1:9999';
  calls.length = 0;
  await ensureSampleApi(client, dataDir, moved);
  await ensureSampleApi(client, dataDir, moved);
  expect(calls.filter(({ line }) => line.startsWith('PATCH'))).toEqual([
    { line: `PATCH /v2/apis/${sample!.httpApiId}`, body: { target: moved } },
  ]);
});

test.each([
  ['a REST API', [{ id: 'theirs', description: 'pets' }], []],
  ['an HTTP API', [], [{ apiId: 'theirs' }]],
])('an installation with %s of its own is left as it is', async (_, apis, httpApis) => {
  const { client, lines } = installation(apis, httpApis);
  expect(await ensureSampleApi(client, dataDir, backend)).toBeUndefined();
  expect(lines()).toEqual(['GET /restapis', 'GET /v2/apis']);
});

test('a sample that its owner deleted does not come back, nor half of it', async () => {
  const { client, apis, httpApis, deployed } = installation();
  const sample = await ensureSampleApi(client, dataDir, backend);
  httpApis.length = 0;
  expect(await ensureSampleApi(client, dataDir, backend)).toEqual({ restApiId: sample!.restApiId });
  apis.length = 0;
  deployed.clear();
  expect(await ensureSampleApi(client, dataDir, backend)).toBeUndefined();
  expect([apis, httpApis]).toEqual([[], []]);
});

test('a sample of an earlier release stays what it is', async () => {
  const { client, deployed, lines } = installation();
  deployed.add('earlier');
  writeFileSync(join(dataDir, 'sample-api'), 'earlier\n');
  expect(await ensureSampleApi(client, dataDir, backend)).toEqual({ restApiId: 'earlier' });
  expect(lines()).toEqual(['GET /restapis/earlier/stages/dev']);
});

test('half a sample, left by a first start that was cut short, is made anew', async () => {
  const { client, apis, httpApis, lines } = installation();
  const half = await ensureSampleApi(client, dataDir, backend);
  rmSync(join(dataDir, 'sample-api'));
  const sample = await ensureSampleApi(client, dataDir, backend);
  expect(lines()).toEqual(
    expect.arrayContaining([`DELETE /restapis/${half!.restApiId}`, `DELETE /v2/apis/${half!.httpApiId}`]),
  );
  expect(apis.map((api) => api.id)).toEqual([sample!.restApiId]);
  expect(httpApis.map((api) => api.apiId)).toEqual([sample!.httpApiId]);
});
