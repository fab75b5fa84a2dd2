import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, startProcess, stopProcesses, waitFor, type TestProcess } from '#libs/testing';
import { startBackend } from './testing/backend.js';
import { handshake, shown } from './testing/custom-domains.js';
import { apiId, http, method, snapshot, stageOf } from './testing/documents.js';
import { startFakeControlPlane, type FakeControlPlane } from './testing/fake-control-plane.js';
import { makePair, type TestPair } from './testing/tls-backend.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
let built: string;
let entry: string;
let controlPlane: FakeControlPlane;
let httpPort: number;
let httpsPort: number;
let env: Record<string, string>;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'tollgate-built-listeners-'));
  await promisify(execFile)(process.execPath, [join(repository, 'scripts/build.mjs'), '--out', built]);
  entry = join(built, 'apps/gateway/src/main.js');
});
afterAll(() => rm(built, { recursive: true, force: true }));

beforeEach(async () => {
  controlPlane = await startFakeControlPlane();
  [httpPort, httpsPort] = [await freePort(), await freePort()];
  env = {
    TOLLGATE_CONTROL_PLANE_URL: controlPlane.url,
    TOLLGATE_GATEWAY_TOKEN: controlPlane.token,
    TOLLGATE_DATA_DIR: await mkdtemp(join(tmpdir(), 'tollgate-listeners-')),
    TOLLGATE_GATEWAY_HTTP_PORT: String(httpPort),
    TOLLGATE_GATEWAY_HTTPS_PORT: String(httpsPort),
    TOLLGATE_GATEWAY_ADMIN_PORT: '0',
  };
});
afterEach(async () => {
  await stopProcesses();
  await controlPlane.goAway();
  await rm(env.TOLLGATE_DATA_DIR!, { recursive: true, force: true });
});

async function start(settings: Readonly<Record<string, string>>): Promise<TestProcess> {
  const gateway = startProcess(entry, { env: { ...env, ...settings } });
  // Processes behind a primary say so, too.
  const pattern = settings.TOLLGATE_GATEWAY_PROCESSES === '1' ? '' : '"processes":.*';
  await gateway.waitForOutput(new RegExp(`${pattern}the gateway listens`));
  return gateway;
}

async function listensAt(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('a process that lost its primary while it was starting ends, too', async () => {
  const gateway = startProcess(entry, { env: { ...env, TOLLGATE_GATEWAY_PROCESSES: '2' } });
  // Of the first process; the second one is started now.
  await gateway.waitForOutput(/the gateway listens/);
  // The end of its output, which all of them share.
  await gateway.stop('SIGKILL');
});

interface Conversation {
  text: string;
  closed: boolean;
}

/** A request over HTTP/1.1 on a connection that may go on. */
async function converse(path: string): Promise<Conversation> {
  const socket = connect(httpPort, '127.0.0.1');
  await once(socket, 'connect');
  const heard: Conversation = { text: '', closed: false };
  socket.on('data', (bytes: Buffer) => (heard.text += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  socket.on('close', () => (heard.closed = true));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  return heard;
}

interface Session {
  readonly asks: boolean;
  /** Code and last stream of each. */
  readonly goaways: [number, number][];
  body: string;
  closed: boolean;
}

/** A session of HTTP/2, with a request that runs or none. */
async function openSession(asks: boolean): Promise<Session> {
  const client = connectHttp2(`https://127.0.0.1:${httpsPort}`, { rejectUnauthorized: false });
  const session: Session = { asks, goaways: [], body: '', closed: false };
  client.on('goaway', (...[code, lastStreamId]: [number, number]) => {
    session.goaways.push([code, lastStreamId]);
  });
  client.on('close', () => (session.closed = true));
  client.on('error', () => undefined);
  await once(client, 'remoteSettings');
  if (asks) {
    const stream = client.request({ ':path': `/_aws/execute-api/${apiId}/dev`, ':authority': 'localhost' });
    stream.setEncoding('utf8').on('data', (text: string) => (session.body += text));
  }
  return session;
}

describe.each([1, 2])('a gateway of %i processes', (processes) => {
  const TOLLGATE_GATEWAY_PROCESSES = String(processes);

  // 127.0.0.2 stands for the machine's address in a network.
  test('listens to the network for HTTPS alone, until it is told that HTTP may come from there', async () => {
    const settings = { TOLLGATE_GATEWAY_PROCESSES, TOLLGATE_HOST: '127.0.0.2' };
    const gateway = await start(settings);
    expect(await listensAt('127.0.0.2', httpsPort)).toBe(true);
    expect(await listensAt('127.0.0.2', httpPort)).toBe(false);
    expect(await listensAt('127.0.0.1', httpPort)).toBe(true);
    await gateway.stop();
    await start({ ...settings, TOLLGATE_GATEWAY_HTTP_HOST: '127.0.0.2' });
    expect(await listensAt('127.0.0.2', httpPort)).toBe(true);
  });

  test('shows the certificate of the files, and the renewed one without a dropped connection', async () => {
    const folder = env.TOLLGATE_DATA_DIR!;
    const files = {
      TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE: join(folder, 'tls.crt'),
      TOLLGATE_GATEWAY_TLS_KEY_FILE: join(folder, 'tls.key'),
    };
    const write = async ({ cert, key }: TestPair): Promise<void> => {
      await writeFile(files.TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE, cert);
      await writeFile(files.TOLLGATE_GATEWAY_TLS_KEY_FILE, key);
    };
    await write(await makePair('before'));
    await start({ TOLLGATE_GATEWAY_PROCESSES, ...files });
    expect((await shown(httpsPort, 'localhost')).commonName).toBe('before');
    const kept = await handshake(httpsPort, 'localhost');
    await write(await makePair('after'));
    // Each process looks by itself.
    const isRenewed = async (): Promise<boolean> =>
      (await shown(httpsPort, 'localhost')).commonName === 'after';
    const areRenewed = async (): Promise<boolean> => {
      for (let each = 0; each < processes; each++) if (!(await isRenewed())) return false;
      return true;
    };
    await waitFor(areRenewed, { timeoutMs: 60_000, intervalMs: 200 });
    kept.write('GET /_tollgate/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [response] = (await once(kept, 'data')) as [Buffer];
    expect(response.toString()).toMatch(/^HTTP\/1\.1 200 /);
    kept.destroy();
  });

  test('ends in good order: requests that run are answered, over either protocol, and idle connections closed', async () => {
    const held: (() => void)[] = [];
    const backend = await startBackend((_, response) => held.push(() => response.end('late')));
    const gateway = await start({ TOLLGATE_GATEWAY_PROCESSES });
    const digest = controlPlane.publishSnapshot(
      snapshot({ '/': { GET: method(http('HTTP_PROXY', backend.origin)) } }),
    );
    const seq = controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest));
    const serving = () =>
      new Set(
        controlPlane.acknowledgements.filter((one) => one.appliedSeq >= seq).map((one) => one.gatewayId),
      );
    await waitFor(() => serving().size === processes);

    // In turn to one process and the next, so that each has all kinds.
    const running: Conversation[] = [];
    const idle: Conversation[] = [];
    const sessions: Session[] = [];
    for (let process = 0; process < processes; process++) {
      running.push(await converse(`/_aws/execute-api/${apiId}/dev`));
    }
    for (let process = 0; process < processes; process++) idle.push(await converse('/_tollgate/health'));
    for (let process = 0; process < processes; process++) sessions.push(await openSession(true));
    for (let process = 0; process < processes; process++) sessions.push(await openSession(false));
    await waitFor(() => held.length === 2 * processes);
    await waitFor(() => idle.every(({ text }) => text.startsWith('HTTP/1.1 200 ')));

    const ended = gateway.stop();
    await waitFor(() => idle.every(({ closed }) => closed));
    await waitFor(() => sessions.every(({ goaways }) => goaways.length > 0));
    // No error, and the last stream that is served: clients may repeat what came behind it.
    for (const { asks, goaways } of sessions) expect(goaways[0]).toEqual([0, asks ? 1 : 0]);
    for (const release of held) release();
    await waitFor(() => [...running, ...sessions].every(({ closed }) => closed));
    for (const { text } of running) {
      expect(text).toMatch(/^HTTP\/1\.1 200 [^]*\r\nConnection: close\r\n[^]*late$/);
    }
    expect(sessions.map(({ body }) => body)).toEqual([
      ...Array.from({ length: processes }, () => 'late'),
      ...Array.from({ length: processes }, () => ''),
    ]);
    expect(await ended).toEqual({ code: 0, signal: null });
    await backend.close();
  });

  test('does not start with a certificate and no key, or with a key that is another one', async () => {
    const [certificate, key] = [
      join(env.TOLLGATE_DATA_DIR!, 'tls.crt'),
      join(env.TOLLGATE_DATA_DIR!, 'tls.key'),
    ];
    await writeFile(certificate, (await makePair('one')).cert);
    await writeFile(key, (await makePair('another')).key);
    const alone = { TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE: certificate };
    for (const [settings, line] of [
      [
        alone,
        'TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE and TOLLGATE_GATEWAY_TLS_KEY_FILE go together: one of them is not set',
      ],
      [
        { ...alone, TOLLGATE_GATEWAY_TLS_KEY_FILE: key },
        `the gateway cannot start: ${certificate} and ${key} cannot be used: the key is not the one of the certificate`,
      ],
    ] as const) {
      const gateway = startProcess(entry, { env: { ...env, TOLLGATE_GATEWAY_PROCESSES, ...settings } });
      expect(await gateway.exited).toEqual({ code: 1, signal: null });
      expect(gateway.output()).toContain(`${line}\n`);
    }
  });
});
