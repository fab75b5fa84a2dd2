import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startInstallation, type Installation } from '../support/installation.js';

const run = promisify(execFile);
let tollgate: Installation;
let restApiId: string;

beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

/** Runs `aws apigateway ...` as the README does, with nothing but an endpoint, a region and credentials in its environment. */
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

test('create, deploy, call', async () => {
  const api = await gateway('create-rest-api', '--name', 'cli');
  restApiId = text(api['id']);
  const at = ['--rest-api-id', restApiId];
  const hello = await gateway(
    'create-resource',
    ...at,
    '--parent-id',
    text(api['rootResourceId']),
    '--path-part',
    'hello',
  );
  const method = [...at, '--resource-id', text(hello['id']), '--http-method', 'GET'];
  await gateway('put-method', ...method, '--authorization-type', 'NONE');
  await gateway('put-method-response', ...method, '--status-code', '200');
  await gateway(
    'put-integration',
    ...method,
    '--type',
    'MOCK',
    '--request-templates',
    '{"application/json":"{\\"statusCode\\":200}"}',
  );
  await gateway(
    'put-integration-response',
    ...method,
    '--status-code',
    '200',
    '--response-templates',
    '{"application/json":"{\\"hello\\":\\"cli\\"}"}',
  );
  await gateway('create-deployment', ...at, '--stage-name', 'dev');
  expect(await (await tollgate.invoke(restApiId, '/dev/hello')).json()).toEqual({ hello: 'cli' });
});

test('change, deploy, roll back', async () => {
  const at = ['--rest-api-id', restApiId];
  const before = text((await gateway('get-stage', ...at, '--stage-name', 'dev'))['deploymentId']);
  const resources = (await gateway('get-resources', ...at))['items'] as { id: string; path: string }[];
  const hello = resources.find(({ path }) => path === '/hello')?.id ?? '';
  await gateway(
    'update-integration-response',
    ...at,
    '--resource-id',
    hello,
    '--http-method',
    'GET',
    '--status-code',
    '200',
    '--patch-operations',
    'op=replace,path=/responseTemplates/application~1json,value=changed',
  );
  await gateway('create-deployment', ...at, '--stage-name', 'dev');
  expect(await (await tollgate.invoke(restApiId, '/dev/hello')).text()).toBe('changed');
  await gateway(
    'update-stage',
    ...at,
    '--stage-name',
    'dev',
    '--patch-operations',
    `op=replace,path=/deploymentId,value=${before}`,
  );
  expect(await (await tollgate.invoke(restApiId, '/dev/hello')).json()).toEqual({ hello: 'cli' });
});

test('keys, plans and usage', async () => {
  const key = await gateway('create-api-key', '--name', 'cli', '--enabled');
  const plan = await gateway(
    'create-usage-plan',
    '--name',
    'cli',
    '--api-stages',
    `apiId=${restApiId},stage=dev`,
    '--quota',
    'limit=20,period=DAY',
  );
  const planId = text(plan['id']);
  await gateway(
    'create-usage-plan-key',
    '--usage-plan-id',
    planId,
    '--key-type',
    'API_KEY',
    '--key-id',
    text(key['id']),
  );
  const today = new Date().toISOString().slice(0, 10);
  const usage = await gateway(
    'get-usage',
    '--usage-plan-id',
    planId,
    '--start-date',
    today,
    '--end-date',
    today,
  );
  expect(usage['items']).toEqual({ [text(key['id'])]: [[0, 20]] });
});

test('a wrong command says what is wrong, in AWS words', async () => {
  await expect(gateway('get-rest-api', '--rest-api-id', 'nosuchapi1')).rejects.toThrow(
    /\(NotFoundException\).*Invalid API identifier specified 000000000000:nosuchapi1/,
  );
});
