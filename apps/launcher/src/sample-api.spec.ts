import { mkdtempSync, rmSync } from 'node:fs';
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

/**
 * An installation that knows its APIs and which of them are deployed, and answers everything else with a new
 * id.
 */
function installation(apis: Api[] = [], deployed = new Set<string>()) {
  const calls: string[] = [];
  let ids = 0;
  const response = (call: string, body: unknown): unknown => {
    const api = /^\w+ \/restapis\/(\w+)/.exec(call)?.[1] ?? '';
    if (call === 'GET /restapis') return apis.length === 0 ? {} : { item: apis };
    if (call === 'POST /restapis') {
      const made = { id: `api${++ids}`, ...(body as { description: string }) };
      apis.push(made);
      return made;
    }
    if (call.endsWith('/stages/dev') && !deployed.has(api))
      throw new ManagementCallError(404, 'no such stage');
    if (call === `DELETE /restapis/${api}`) return apis.splice(0, 1);
    if (call.endsWith('/deployments')) return deployed.add(api);
    if (call.endsWith('/resources')) return { item: [{ id: 'root', path: '/' }] };
    return { id: `resource${++ids}` };
  };
  const client: ManagementClient = {
    call: async <T>(method: string, path: string, body?: unknown) => {
      calls.push(`${method} ${path}`);
      return response(`${method} ${path}`, body) as T;
    },
  };
  return { client, calls, apis, deployed };
}

test('an empty installation gets the sample, deployed, once', async () => {
  const { client, calls, deployed } = installation();
  const id = await ensureSampleApi(client, dataDir);
  expect([...deployed]).toEqual([id]);
  calls.length = 0;
  expect(await ensureSampleApi(client, dataDir)).toBe(id);
  expect(calls).toEqual([`GET /restapis/${id}/stages/dev`]);
});

test('an installation with an API of its own is left as it is', async () => {
  const { client, calls } = installation([{ id: 'theirs', description: 'pets' }]);
  expect(await ensureSampleApi(client, dataDir)).toBeUndefined();
  expect(calls).toEqual(['GET /restapis']);
});

test('a sample that its owner deleted does not come back', async () => {
  const { client, apis, deployed } = installation();
  await ensureSampleApi(client, dataDir);
  apis.length = 0;
  deployed.clear();
  expect(await ensureSampleApi(client, dataDir)).toBeUndefined();
  expect(apis).toEqual([]);
});

test('half a sample, left by a first start that was cut short, is made anew', async () => {
  const { client, calls, apis } = installation();
  await ensureSampleApi(client, dataDir);
  rmSync(join(dataDir, 'sample-api'));
  const half = apis[0]?.id;
  calls.length = 0;
  const id = await ensureSampleApi(client, dataDir);
  expect(calls).toContain(`DELETE /restapis/${half}`);
  expect(apis.map((api) => api.id)).toEqual([id]);
});
