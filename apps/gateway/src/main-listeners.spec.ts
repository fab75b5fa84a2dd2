import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, startProcess, stopProcesses, type TestProcess } from '#libs/testing';
import { startFakeControlPlane, type FakeControlPlane } from './testing/fake-control-plane.js';

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
  await gateway.waitForOutput(/the gateway listens/);
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
});
