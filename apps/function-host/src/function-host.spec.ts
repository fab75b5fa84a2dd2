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
  await put(
    'streams.mjs',
    `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
      const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-name': context.functionName } });
      out.write('hello ');
      if (event.fails) throw new TypeError('half way');
      out.write(event.who);
      out.end();
    });`,
  );
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
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(payload), headers });
  const text = await response.text();
  return {
    status: response.status,
    failed: response.headers.get('x-amz-function-error'),
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

async function stream(name: string, payload: unknown = {}) {
  const url = `${origin}/2021-11-15/functions/${name}/response-streaming-invocations`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(payload) });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), messages: messagesIn(bytes) };
}

/** Type and payload of each message of an event stream; its headers are all texts. */
function messagesIn(bytes: Buffer): [type: string | undefined, payload: string][] {
  const found: [string | undefined, string][] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const payloadAt = at + 12 + bytes.readUInt32BE(at + 4);
    const type = /:event-type\x07..(PayloadChunk|InvokeComplete)/s.exec(
      bytes.toString('latin1', at, payloadAt),
    )?.[1];
    found.push([type, bytes.toString('utf8', payloadAt, at + bytes.readUInt32BE(at) - 4)]);
  }
  return found;
}

test('a function that streams is invoked by InvokeWithResponseStream, and its metadata go in front', async () => {
  const { status, type, messages } = await stream('streams', { who: 'wörld' });
  expect([status, type]).toEqual([200, 'application/vnd.amazon.eventstream']);
  expect(messages.at(-1)).toEqual(['InvokeComplete', '{}']);
  expect(messages.slice(0, -1).every(([name]) => name === 'PayloadChunk')).toBe(true);
  const text = messages
    .slice(0, -1)
    .map(([, payload]) => payload)
    .join('');
  expect(text).toBe(`{"statusCode":201,"headers":{"x-name":"streams"}}${'\0'.repeat(8)}hello wörld`);
});

test('a failure half way ends the stream with its error, and the next call is served', async () => {
  const { messages } = await stream('streams', { fails: true });
  const [type, payload] = messages.at(-1)!;
  expect(type).toBe('InvokeComplete');
  expect(JSON.parse(payload)).toMatchObject({ ErrorCode: 'Unhandled' });
  expect((await stream('streams', { who: 'x' })).messages.at(-1)).toEqual(['InvokeComplete', '{}']);
});

test('what does not stream comes in one piece; a function that is not there is a 404', async () => {
  expect((await stream('nested')).messages).toEqual([
    ['PayloadChunk', expect.stringMatching(/^\d+$/)],
    ['InvokeComplete', '{}'],
  ]);
  expect((await stream('nobody')).status).toBe(404);
});

test('a changed file is loaded anew', async () => {
  expect((await invoke('changes')).result).toBe(1);
  await put('changes.mjs', 'export const handler = async () => 2;');
  await waitFor(async () => (await invoke('changes')).result === 2, { describe: 'the new code answers' });
});
