import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';

const run = promisify(execFile);
let tollgate: Installation;
let restApiId: string;
let rootId: string;
let petId: string;
let planId: string;
let key: { id: string; value: string };

beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

/**
 * Runs `aws apigateway ...` as the README does, with nothing but an endpoint, a region and credentials in its
 * environment.
 */
async function aws(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run('aws', [...words, '--output', 'json'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...tollgate.awsEnvironment },
  });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
}
const gateway = (...words: string[]): ReturnType<typeof aws> => aws('apigateway', ...words);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

test('aws sts get-caller-identity names the account', async () => {
  expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: '000000000000' });
});

/** A MOCK method that responds 200 with this body. */
async function putMock(at: readonly string[], body: string, ...methodWords: string[]): Promise<void> {
  await gateway('put-method', ...at, '--authorization-type', 'NONE', ...methodWords);
  await gateway('put-method-response', ...at, '--status-code', '200');
  const request = JSON.stringify({ 'application/json': '{"statusCode":200}' });
  await gateway('put-integration', ...at, '--type', 'MOCK', '--request-templates', request);
  const response = JSON.stringify({ 'application/json': body });
  await gateway('put-integration-response', ...at, '--status-code', '200', '--response-templates', response);
}

async function create(parentId: string, pathPart: string): Promise<string> {
  const words = ['--rest-api-id', restApiId, '--parent-id', parentId, '--path-part', pathPart];
  return text((await gateway('create-resource', ...words))['id']);
}

const methodOf = (resourceId: string): string[] => [
  ...['--rest-api-id', restApiId, '--resource-id', resourceId, '--http-method', 'GET'],
];
const call = async (path: string, init?: RequestInit): Promise<string> =>
  (await tollgate.invoke(restApiId, path, init)).text();

/** How many of so many concurrent calls with the key pass, and how many are refused with 429. */
async function callWithKey(times: number): Promise<{ passed: number; refused: number }> {
  const responses = await Promise.all(
    Array.from({ length: times }, () =>
      tollgate.invoke(restApiId, '/dev/keyed', { headers: { 'x-api-key': key.value } }),
    ),
  );
  const count = (status: number): number => responses.filter((response) => response.status === status).length;
  return { passed: count(200), refused: count(429) };
}

test('create an API with nested resources, deploy, call', async () => {
  const api = await gateway('create-rest-api', '--name', 'cli');
  restApiId = text(api['id']);
  rootId = text(api['rootResourceId']);
  petId = await create(await create(rootId, 'pets'), '{petId}');
  await putMock(methodOf(petId), `{"id":"$input.params('petId')"}`);
  await gateway('create-deployment', '--rest-api-id', restApiId, '--stage-name', 'dev');
  expect(await call('/dev/pets/7')).toBe('{"id":"7"}');
});

test('change, deploy, call, roll back, call', async () => {
  const stage = ['--rest-api-id', restApiId, '--stage-name', 'dev'];
  const before = text((await gateway('get-stage', ...stage))['deploymentId']);
  await gateway(
    ...['update-integration-response', ...methodOf(petId), '--status-code', '200', '--patch-operations'],
    'op=replace,path=/responseTemplates/application~1json,value=changed',
  );
  await gateway('create-deployment', ...stage);
  expect(await call('/dev/pets/7')).toBe('changed');
  await gateway(
    ...['update-stage', ...stage, '--patch-operations'],
    `op=replace,path=/deploymentId,value=${before}`,
  );
  expect(await call('/dev/pets/7')).toBe('{"id":"7"}');
});

test('a key is required, and a quota of 20 lets exactly 20 of 200 concurrent calls through', async () => {
  await putMock(methodOf(await create(rootId, 'keyed')), 'ok', '--api-key-required');
  await gateway('create-deployment', '--rest-api-id', restApiId, '--stage-name', 'dev');
  expect((await tollgate.invoke(restApiId, '/dev/keyed')).status).toBe(403);

  const created = await gateway('create-api-key', '--name', 'cli', '--enabled');
  key = { id: text(created['id']), value: text(created['value']) };
  const quota = ['--quota', 'limit=20,period=DAY'];
  const stages = ['--api-stages', `apiId=${restApiId},stage=dev`];
  planId = text((await gateway('create-usage-plan', '--name', 'cli', ...stages, ...quota))['id']);
  await gateway(
    ...['create-usage-plan-key', '--usage-plan-id', planId, '--key-type', 'API_KEY', '--key-id', key.id],
  );
  expect(await callWithKey(200)).toEqual({ passed: 20, refused: 180 });
});

test('get-usage says 20 used; update-usage grants 5 more, and exactly 5 pass', async () => {
  const day = new Date().toISOString().slice(0, 10);
  const window = ['--usage-plan-id', planId, '--start-date', day, '--end-date', day];
  // One aws-cli call takes longer than the report's 2 s may; the SDK's tour holds it to them.
  await waitFor(
    async () =>
      JSON.stringify((await gateway('get-usage', ...window))['items']) ===
      JSON.stringify({ [key.id]: [[20, 0]] }),
    { describe: 'get-usage to say 20 used' },
  );
  await gateway(
    ...['update-usage', '--usage-plan-id', planId, '--key-id', key.id, '--patch-operations'],
    'op=replace,path=/remaining,value=5',
  );
  expect(await callWithKey(40)).toEqual({ passed: 5, refused: 35 });
});

test('a throttle responds 429 beyond its burst', async () => {
  await gateway(
    ...['update-usage-plan', '--usage-plan-id', planId, '--patch-operations'],
    'op=replace,path=/quota/limit,value=100000',
    'op=replace,path=/throttle/burstLimit,value=10',
    'op=replace,path=/throttle/rateLimit,value=0.01',
  );
  expect(await callWithKey(50)).toEqual({ passed: 10, refused: 40 });
});

test('a wrong command says what is wrong, in AWS words', async () => {
  await expect(gateway('get-rest-api', '--rest-api-id', 'nosuchapi1')).rejects.toThrow(
    /\(NotFoundException\).*Invalid API identifier specified 000000000000:nosuchapi1/,
  );
});
