import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, startProcess, stopProcesses, waitFor } from '#libs/testing';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
let origin: string;
const put = (file: string, text: string) => writeFile(join(folder, 'functions', file), text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-function-host-'));
  const built = join(folder, 'built');
  await promisify(execFile)(process.execPath, [join(repository, 'scripts/build.mjs'), '--out', built]);
  await mkdir(join(folder, 'functions/nested'), { recursive: true });
  await put(
    'echo.mjs',
    'export const handler = async (event, context) => ({ event, name: context.functionName });',
  );
  await put('old.cjs', 'exports.handler = (event, context, callback) => callback(null, { old: event.a });');
  await put('raises.mjs', 'export const handler = async () => { throw new TypeError("four hundred"); };');
  await put('exits.mjs', 'export const handler = () => process.exit(3);');
  await put('none.mjs', 'export const other = 1;');
  await put('broken.mjs', 'export const handler = ');
  await put('nested/index.mjs', 'let calls = 0; export const handler = async () => ++calls;');
  await put('changes.mjs', 'export const handler = async () => 1;');
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const env = {
    TOLLGATE_FUNCTION_HOST_PORT: String(port),
    TOLLGATE_FUNCTIONS_DIR: join(folder, 'functions'),
  };
  const host = startProcess(join(built, 'apps/function-host/src/main.js'), { env });
  await host.waitForOutput(/the function host listens/);
});
afterAll(async () => {
  await stopProcesses();
  await rm(folder, { recursive: true, force: true });
});

async function invoke(name: string, payload: unknown = {}, headers: Record<string, string> = {}) {
  const url = `${origin}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(payload), headers });
  const text = await answer.text();
  return {
    status: answer.status,
    failed: answer.headers.get('x-amz-function-error'),
    result: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

test('a function is invoked by name and by ARN, with its event', async () => {
  const result = { event: { a: [1, 'ä'] }, name: 'echo' };
  expect(await invoke('echo', { a: [1, 'ä'] })).toEqual({ status: 200, failed: null, result });
  expect(await invoke('arn:aws:lambda:us-east-1:000000000000:function:echo', result.event)).toMatchObject({
    result,
  });
});

test('handlers with a callback and folders with an index work; a module keeps its state between calls', async () => {
  expect((await invoke('old', { a: 7 })).result).toEqual({ old: 7 });
  expect((await invoke('nested')).result).toBe(1);
  expect((await invoke('nested')).result).toBe(2);
});

test.each([
  ['raises', { errorType: 'TypeError', errorMessage: 'four hundred' }],
  ['none', { errorMessage: 'the module exports no handler' }],
  ['broken', { errorType: 'SyntaxError' }],
  ['exits', { errorType: 'Runtime.ExitError' }],
])('%s is an error of the function, and the host goes on', async (name, result) => {
  expect(await invoke(name)).toMatchObject({ status: 200, failed: 'Unhandled', result });
  expect((await invoke('echo')).status).toBe(200);
});

test.each(['nobody', '../built/package', 'a/b', ''])('there is no function %j', async (name) => {
  expect((await invoke(name)).status).toBe(404);
});

test('a page in a browser cannot run functions', async () => {
  expect((await invoke('echo', {}, { origin: 'http://example.com' })).status).toBe(403);
});

test('an event is taken at once', async () => {
  expect(await invoke('echo', {}, { 'x-amz-invocation-type': 'Event' })).toMatchObject({
    status: 202,
    result: null,
  });
});

test('a changed file is loaded anew', async () => {
  expect((await invoke('changes')).result).toBe(1);
  await put('changes.mjs', 'export const handler = async () => 2;');
  await waitFor(async () => (await invoke('changes')).result === 2, { describe: 'the new code answers' });
});
