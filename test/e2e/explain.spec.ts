import { execFile } from 'node:child_process';
import { CreateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// A customer sends the id of a request; the operator asks why, with `npm run explain` as it is.
let tollgate: Installation;
let restApiId: string;
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2, env: { TOLLGATE_EXPLAIN_SAMPLE: '0' } });
  const { client } = tollgate;
  const api = await createApi(client, 'explained');
  restApiId = api.restApiId;
  const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId, apiKeyRequired: true, body: 'pets' });
  await putMockMethod(client, { restApiId, resourceId: api.rootId, body: 'open' });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
});
afterAll(() => tollgate?.close());

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}
const explain = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/explain.mjs', ...words],
      { env: { PATH: process.env['PATH'] ?? '', ...tollgate.awsEnvironment, ...env } },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

async function refusedOn(gateway: number): Promise<string> {
  const response = await tollgate.invoke(restApiId, '/dev/pets', { gateway });
  expect(response.status).toBe(403);
  return response.headers.get('x-amzn-requestid')!;
}

test('a refused request is explained to a person, whichever gateway it came to', async () => {
  for (const gateway of [0, 1]) {
    const id = await refusedOn(gateway);
    const answered = async () => (await tollgate.signedGet(`/_tollgate/v1/requests/${id}`)).status === 200;
    await waitFor(answered, { describe: 'the request is explained' });
    const { status, stdout } = await explain([id]);
    expect([status, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining(`Request ${id} (`)]);
    expect(stdout).toContain('GET /dev/pets to ');
    expect(stdout).toContain('x identifyApiKey');
    expect(stdout).toContain('key.missing, gateway response INVALID_API_KEY');
    expect(stdout).toMatch(/To look at: .*x-api-key/);
  }
});

test('of one that was answered, and not among the sample, it says so; of nonsense how it is asked', async () => {
  const response = await tollgate.invoke(restApiId, '/dev');
  expect(response.status).toBe(200);
  const unknown = await explain([response.headers.get('x-amzn-requestid')!]);
  expect([unknown.status, unknown.stdout]).toEqual([1, '']);
  expect(unknown.stderr).toContain('TOLLGATE_EXPLAIN_SAMPLE');
  for (const words of [[], ['a', 'b'], ['../jobs'], ['--help']]) {
    expect(await explain(words)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('usage:') as string,
    });
  }
  const noSuchProfile = { AWS_ACCESS_KEY_ID: '', AWS_PROFILE: 'nobody', AWS_EC2_METADATA_DISABLED: 'true' };
  const unsigned = await explain([await refusedOn(0)], { ...noSuchProfile, HOME: '/nonexistent' });
  expect(unsigned.status).toBe(1);
  expect(unsigned.stderr).toMatch(/^No credentials to ask with: .+\n$/m);
  expect(unsigned.stderr).not.toMatch(/^ +at /m);
  const away = await explain([await refusedOn(0)], { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  expect([away.status, away.stderr]).toEqual([1, expect.stringContaining('is it running?')]);
});
