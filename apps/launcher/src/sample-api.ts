import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManagementCallError, type ManagementClient } from './management-client.js';

const description = 'Made by the first start of Tollgate';

interface Resource {
  readonly id: string;
  readonly path: string;
}

/**
 * The id of the sample API: made and deployed to stage `dev` on an empty installation, remembered in the data
 * folder. Nothing is made on an installation that holds APIs or whose sample was deleted; `undefined` then.
 */
export async function ensureSampleApi(
  client: ManagementClient,
  dataDir: string,
): Promise<string | undefined> {
  const marker = join(dataDir, 'sample-api');
  const known = (await readFile(marker, 'utf8').catch(() => '')).trim();
  if (known !== '') return (await isDeployed(client, known)) ? known : undefined;

  const { item = [] } = await client.call<{ item?: { id: string; description?: string }[] }>(
    'GET',
    '/restapis',
  );
  const [first, ...others] = item;
  if (first) {
    // A first start that was cut short leaves half a sample and no marker.
    const isHalfMade = others.length === 0 && first.description === description;
    if (!isHalfMade) return undefined;
    await client.call('DELETE', `/restapis/${first.id}`);
  }
  const id = await createSample(client);
  await writeFile(marker, `${id}\n`);
  return id;
}

async function isDeployed(client: ManagementClient, id: string): Promise<boolean> {
  try {
    await client.call('GET', `/restapis/${id}/stages/dev`);
    return true;
  } catch (error) {
    if (error instanceof ManagementCallError && error.status === 404) return false;
    throw error;
  }
}

async function createSample(client: ManagementClient): Promise<string> {
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
