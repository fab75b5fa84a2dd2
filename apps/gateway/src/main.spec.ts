import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, startProcess, stopProcesses, waitFor, type TestProcess } from '#libs/testing';
import { startBackend } from './testing/backend.js';
import { apiId, http, method, mockMethod, snapshot, stageOf } from './testing/documents.js';
import { startFakeControlPlane, type FakeControlPlane } from './testing/fake-control-plane.js';
import { call } from './testing/test-gateway.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
let built: string;
let entry: string;
let controlPlane: FakeControlPlane;
let env: Record<string, string>;
let port: number;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'tollgate-built-gateway-'));
  await promisify(execFile)(process.execPath, [join(repository, 'scripts/build.mjs'), '--out', built]);
  entry = join(built, 'apps/gateway/src/main.js');
});
afterAll(() => rm(built, { recursive: true, force: true }));

beforeEach(async () => {
  controlPlane = await startFakeControlPlane();
  port = await freePort();
  env = {
    TOLLGATE_CONTROL_PLANE_URL: controlPlane.url,
    TOLLGATE_GATEWAY_TOKEN: controlPlane.token,
    TOLLGATE_DATA_DIR: await mkdtemp(join(tmpdir(), 'tollgate-gateway-process-')),
    TOLLGATE_GATEWAY_HTTP_PORT: String(port),
    TOLLGATE_GATEWAY_HTTPS_PORT: '0',
    TOLLGATE_GATEWAY_ADMIN_PORT: '0',
  };
});
afterEach(async () => {
  await stopProcesses();
  await controlPlane.goAway().catch(() => undefined);
  await rm(env.TOLLGATE_DATA_DIR!, { recursive: true, force: true });
});

async function startServing(): Promise<TestProcess> {
  const gateway = startProcess(entry, { env });
  await gateway.waitForOutput(/the gateway listens/);
  return gateway;
}

async function deploy(text: string): Promise<void> {
  const digest = controlPlane.publishSnapshot(snapshot({ '/': { GET: mockMethod(text) } }));
  const seq = controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest));
  await waitFor(() => controlPlane.acknowledgements.some(({ appliedSeq }) => appliedSeq >= seq));
}

test('killed at any moment and started with the control plane away, it serves what it had acknowledged', async () => {
  let gateway = await startServing();
  for (let round = 0; round < 3; round++) {
    await deploy(`round ${round}`);
    // More is on its way when it dies.
    for (let more = 0; more < 50; more++)
      controlPlane.publish('usage-plan', `plan${more}`, { formatVersion: 1 });
    await gateway.stop('SIGKILL');
    await controlPlane.goAway();
    gateway = await startServing();
    expect((await call(port, '/dev')).body).toBe(`round ${round}`);
    await controlPlane.comeBack();
  }
});

test('two gateways of one machine share a store, each with an id of its own', async () => {
  await startServing();
  await deploy('shared');
  const other = await freePort();
  const second = startProcess(entry, { env: { ...env, TOLLGATE_GATEWAY_HTTP_PORT: String(other) } });
  await second.waitForOutput(/the gateway listens/);
  expect((await call(other, '/dev')).body).toBe('shared');
  await deploy('again');
  await waitFor(async () => (await call(other, '/dev')).body === 'again');
  expect((await call(port, '/dev')).body).toBe('again');
  const ids = new Set(controlPlane.acknowledgements.map(({ gatewayId }) => gatewayId));
  expect(ids.size).toBe(2);
});

test('SIGTERM lets a running request end, takes no new one, and exits with 0', async () => {
  let release: (() => void) | null = null;
  const backend = await startBackend((_, response) => (release = () => response.end('late')));
  const gateway = await startServing();
  const proxied = snapshot({ '/': { GET: method(http('HTTP_PROXY', backend.origin)) } });
  const digest = controlPlane.publishSnapshot(proxied);
  const seq = controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest));
  await waitFor(() => controlPlane.acknowledgements.some(({ appliedSeq }) => appliedSeq >= seq));
  const running = call(port, '/dev');
  await waitFor(() => release !== null);
  const ended = gateway.stop('SIGTERM');
  await waitFor(() => isRefused(port), { describe: 'new connections are refused' });
  release!();
  expect((await running).body).toBe('late');
  expect(await ended).toEqual({ code: 0, signal: null });
  await backend.close();
});

test('exceptions that nobody catches: it goes on after one, is not ready after five, and ends to be started anew', async () => {
  const bugs = join(env.TOLLGATE_DATA_DIR!, 'bugs.mjs');
  await writeFile(bugs, `process.on('SIGUSR2', () => { throw new Error('a bug'); });`);
  env.NODE_OPTIONS = `--import=${bugs}`;
  const gateway = await startServing();
  await deploy('serves');
  const logged = () => gateway.output().split('an exception was not caught').length - 1;
  for (let bug = 1; bug <= 5; bug++) {
    process.kill(gateway.pid, 'SIGUSR2');
    await waitFor(() => logged() === bug);
    expect((await call(port, '/dev')).body).toBe('serves');
  }
  const ready = await call(port, '/_tollgate/ready', { host: 'x' });
  expect(ready).toMatchObject({ status: 503, body: '{"status":"faulty"}' });
  expect(await gateway.exited).toEqual({ code: 1, signal: null });
});

test('it ends when the launcher that started it is gone', async () => {
  const child = fork(entry, { env: { ...env, PATH: process.env.PATH }, silent: true });
  await once(child, 'message');
  child.disconnect();
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test('a port in use, a wrong value, a missing token: each ends the start with one line', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const taken = String((blocker.address() as AddressInfo).port);
  const failures: [change: Record<string, string>, line: string][] = [
    [{ TOLLGATE_GATEWAY_HTTP_PORT: taken }, `port ${taken} is in use by another process`],
    [{ TOLLGATE_GATEWAY_ADMIN_PORT: taken }, `port ${taken} is in use by another process`],
    [
      { TOLLGATE_GATEWAY_HTTP_PORT: 'http' },
      'TOLLGATE_GATEWAY_HTTP_PORT is "http"; it must be a whole number from 0 to 65535',
    ],
    [
      { TOLLGATE_GATEWAY_TOKEN: '' },
      `TOLLGATE_GATEWAY_TOKEN is not set and ${env.TOLLGATE_DATA_DIR}/gateway-token holds no token`,
    ],
    [
      { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: '' },
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: one of them is not set',
    ],
    [
      { AWS_ENDPOINT_URL_SQS: 'nowhere' },
      'AWS_ENDPOINT_URL_SQS is "nowhere"; it must be a URL that starts with http:// or https://',
    ],
  ];
  for (const [change, line] of failures) {
    const gateway = startProcess(entry, { env: { ...env, ...change } });
    expect(await gateway.exited).toEqual({ code: 1, signal: null });
    expect(gateway.output()).toBe(`${line}\n`);
  }
  blocker.close();
});

test('HTTPS serves with a certificate for the hosts of APIs, kept across restarts', async () => {
  env.TOLLGATE_GATEWAY_HTTPS_PORT = String(await freePort());
  const gateway = await startServing();
  await deploy('secret');
  const names = (): Promise<{ altNames: string; fingerprint: string; body: string }> =>
    new Promise((resolve, reject) => {
      const host = `${apiId}.execute-api.eu-west-1.localhost`;
      const sent = httpsRequest(
        {
          host: '127.0.0.1',
          port: env.TOLLGATE_GATEWAY_HTTPS_PORT,
          path: '/dev',
          servername: host,
          headers: { host: `${apiId}.execute-api.localhost` },
          rejectUnauthorized: false,
          agent: false,
        },
        (response) => {
          const certificate = (response.socket as import('node:tls').TLSSocket).getPeerCertificate();
          let body = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
          response.on('end', () =>
            resolve({
              altNames: certificate.subjectaltname ?? '',
              fingerprint: certificate.fingerprint256,
              body,
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  const first = await names();
  expect(first.body).toBe('secret');
  for (const name of [
    'DNS:localhost',
    'DNS:*.execute-api.localhost',
    'DNS:*.execute-api.eu-west-1.localhost',
  ]) {
    expect(first.altNames).toContain(name);
  }
  await gateway.stop();
  await startServing();
  expect((await names()).fingerprint).toBe(first.fingerprint);
});

/**
 * Whether nothing accepts connections on the port. Asks by a bare connection: a request might be let in, and
 * would run.
 */
async function isRefused(at: number): Promise<boolean> {
  const socket = connect(at, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

test('with access logs on stdout, whoever does not read them makes no request wait, and reads them whole later', async () => {
  const child = spawn(process.execPath, [entry], {
    env: { ...env, TOLLGATE_LOG_SINK: 'stdout' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    let own = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (own += text));
    const listening = await waitFor(() => /"adminPort":(\d+)/.exec(own), { timeoutMs: 60_000 });
    const digest = controlPlane.publishSnapshot(snapshot({ '/': { GET: mockMethod('here') } }));
    const stage = stageOf(digest, {
      observability: {
        apiName: 'a',
        accessLog: {
          destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
          // Nobody's pipe holds 500 such.
          format: `$context.requestId ${'x'.repeat(3000)}`,
        },
      },
    });
    const seq = controlPlane.publish('stage', `${apiId}/dev`, stage);
    await waitFor(() => controlPlane.acknowledgements.some(({ appliedSeq }) => appliedSeq >= seq));
    const ids: unknown[] = [];
    for (let round = 0; round < 50; round++) {
      const responses = await Promise.all(Array.from({ length: 10 }, () => call(port, '/dev')));
      for (const { status, headers } of responses) ids.push(status === 200 && headers['x-amzn-requestid']);
    }
    expect(ids).toHaveLength(500);
    const status = await call(Number(listening[1]), '/_tollgate/status');
    const { logs } = status.json() as { logs: { stdout: { waiting: number; dropped: number } } };
    expect(logs.stdout.waiting).toBeGreaterThan(0);
    expect(logs.stdout.dropped).toBe(0);
    let lines = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (lines += text));
    await waitFor(() => lines.split('\n').length > 500, { timeoutMs: 60_000, describe: 'all lines' });
    const read = lines.split('\n').slice(0, -1);
    expect(read.every((line) => /^\S+ x{3000}$/.test(line))).toBe(true);
    expect(new Set(read.map((line) => line.split(' ')[0]))).toEqual(new Set(ids));
  } finally {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }
});
