import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManagementCallError, type ManagementClient } from './management-client.js';

const description = 'Made by the first start of Tollgate';

interface Resource {
  readonly id: string;
  readonly path: string;
}

/** The APIs of the sample by their ids. */
export interface Sample {
  /** Deployed to the stage `dev`. */
  readonly restApiId: string;
  /** Made by quick create. Missing when its owner has deleted it, or the sample is older than HTTP APIs. */
  readonly httpApiId?: string;
}

/**
 * The sample: made on an empty installation, remembered in the data folder. Nothing is made on an
 * installation that holds APIs or whose sample was deleted; `undefined` then. `backendUrl`: the server behind
 * its HTTP API.
 */
export async function ensureSampleApi(
  client: ManagementClient,
  dataDir: string,
  backendUrl: string,
): Promise<Sample | undefined> {
  const marker = join(dataDir, 'sample-api');
  const [restApiId, httpApiId, target] = (await readFile(marker, 'utf8').catch(() => '')).trim().split(' ');
  const remember = (sample: Required<Sample>) =>
    writeFile(marker, `${sample.restApiId} ${sample.httpApiId} ${backendUrl}\n`);
  if (!restApiId) {
    if (!(await isEmptied(client))) return undefined;
    const made = {
      restApiId: await createRestApi(client),
      httpApiId: await createHttpApi(client, backendUrl),
    };
    await remember(made);
    return made;
  }
  if (!(await isThere(client, `/restapis/${restApiId}/stages/dev`))) return undefined;
  if (!httpApiId || !(await isThere(client, `/v2/apis/${httpApiId}`))) return { restApiId };
  if (target !== backendUrl) {
    // Another program has the port that the backend had.
    await client.call('PATCH', `/v2/apis/${httpApiId}`, { target: backendUrl });
    await remember({ restApiId, httpApiId });
  }
  return { restApiId, httpApiId };
}

/**
 * Whether there is no API. A first start that was cut short leaves half a sample and no marker; it is
 * deleted.
 */
async function isEmptied(client: ManagementClient): Promise<boolean> {
  const { item = [] } = await client.call<{ item?: { id: string; description?: string }[] }>(
    'GET',
    '/restapis',
  );
  const { items = [] } = await client.call<{ items?: { apiId: string; description?: string }[] }>(
    'GET',
    '/v2/apis',
  );
  const isHalfMade = (apis: readonly { description?: string }[]): boolean =>
    apis.length <= 1 && apis.every((api) => api.description === description);
  if (!isHalfMade(item) || !isHalfMade(items)) return false;
  for (const { apiId } of items) await client.call('DELETE', `/v2/apis/${apiId}`);
  for (const { id } of item) await client.call('DELETE', `/restapis/${id}`);
  return true;
}

async function isThere(client: ManagementClient, path: string): Promise<boolean> {
  try {
    await client.call('GET', path);
    return true;
  } catch (error) {
    if (error instanceof ManagementCallError && error.status === 404) return false;
    throw error;
  }
}

async function createHttpApi(client: ManagementClient, target: string): Promise<string> {
  const { apiId } = await client.call<{ apiId: string }>('POST', '/v2/apis', {
    name: 'sample-http',
    description,
    protocolType: 'HTTP',
    target,
  });
  return apiId;
}

async function createRestApi(client: ManagementClient): Promise<string> {
  const { id } = await client.call<{ id: string }>('POST', '/restapis', { name: 'sample', description });
  const { item: roots } = await client.call<{ item: Resource[] }>('GET', `/restapis/${id}/resources`);
  const child = (parent: Resource | undefined, pathPart: string) =>
    client.call<Resource>('POST', `/restapis/${id}/resources/${parent?.id}`, { pathPart });

  const hello = await child(roots[0], 'hello');
  const pets = await child(roots[0], 'pets');
  const pet = await child(pets, '{petId}');
  await mockGet(client, `/restapis/${id}/resources/${hello.id}`, '{"message": "hello from tollgate"}');
  await mockGet(client, `/restapis/${id}/resources/${pet.id}`, `{"petId": "$input.params('petId')"}`);
  await client.call('POST', `/restapis/${id}/deployments`, { stageName: 'dev' });
  return id;
}

/** A GET method that answers from a template, with no server behind it. */
async function mockGet(client: ManagementClient, resource: string, template: string): Promise<void> {
  const method = `${resource}/methods/GET`;
  await client.call('PUT', method, { authorizationType: 'NONE' });
  await client.call('PUT', `${method}/responses/200`, {});
  await client.call('PUT', `${method}/integration`, {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
  });
  await client.call('PUT', `${method}/integration/responses/200`, {
    responseTemplates: { 'application/json': template },
  });
}
