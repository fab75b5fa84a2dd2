import { request, type ServerResponse } from 'node:http';
import { silentLogger, type LogFields } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

const socketsMax = 16;
const waitingMax = 8;
let system: TestSystem;
let backend: TestBackend;
const stalled: ServerResponse[] = [];
const codes: string[] = [];

beforeAll(async () => {
  backend = await startBackend((_, response) => void stalled.push(response));
  const note = (_: string, fields?: LogFields) => void codes.push(String(fields?.['code']));
  // Of many refusals in a second most are logged at level debug.
  const log = { ...silentLogger, info: note, debug: note };
  system = await startTestSystem({ backendLimits: { socketsMax, waitingMax }, log });
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(http('HTTP_PROXY', `${backend.origin}/`)) } }));
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

/** A caller who may leave; `status` is null until it is answered. */
function callImpatiently(): { leave: () => void; status: number | null } {
  const sent = request({
    host: '127.0.0.1',
    port: system.gateway.httpPort,
    path: '/dev/impatient',
    agent: false,
    headers: { host: `${apiId}.execute-api.localhost` },
  });
  const caller = { leave: () => void sent.destroy(), status: null as number | null };
  sent.on('error', () => undefined);
  sent.on('response', (response) => {
    caller.status = response.statusCode ?? 0;
    response.resume();
  });
  sent.end();
  return caller;
}

test('a stalled backend: callers beyond the queue get 503 at once, and those who leave cost it nothing', async () => {
  const served = Array.from({ length: socketsMax }, (_, at) => system.call(`/dev/served/${at}`));
  await waitFor(() => stalled.length === socketsMax);
  const callers = Array.from({ length: waitingMax + 4 }, callImpatiently);
  const answered = () => callers.filter(({ status }) => status !== null);
  await waitFor(() => answered().length === 4);
  expect(answered().map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect(codes.filter((code) => code === 'integration.overloaded')).toHaveLength(4);
  for (const { leave } of callers) leave();
  await waitFor(() => codes.filter((code) => code === 'request.caller_gone').length === waitingMax);
  for (const response of stalled.splice(0)) response.end();
  expect((await Promise.all(served)).map(({ status }) => status)).toEqual(Array(socketsMax).fill(200));
  const after = system.call('/dev/after');
  await waitFor(() => stalled.length === 1);
  stalled[0]!.end();
  expect((await after).status).toBe(200);
  expect(backend.seen).toHaveLength(socketsMax + 1);
  expect(backend.connections()).toBe(socketsMax);
});
