import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { silentLogger, type Logger } from '#libs/telemetry';
import { ensureDatabase, startPostgresCluster, type PostgresCluster } from './index.js';

const asRoot = process.getuid?.() === 0;
// Only root has to hand the server to another user; for everyone else there is no such case to test.
const asRootOnly = asRoot ? test : () => undefined;
let home: string;
const started: PostgresCluster[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tollgate-postgres-'));
  // mkdtemp makes folders that only their owner may enter.
  chmodSync(home, 0o755);
});

afterEach(async () => {
  for (const cluster of started.splice(0)) await cluster.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(options: { port?: number; dataDir?: string; log?: Logger } = {}) {
  const { port = 0, dataDir = join(home, 'data'), log = silentLogger } = options;
  const cluster = await startPostgresCluster({ dataDir, port, log, systemFolder: join(home, 'system') });
  started.push(cluster);
  return cluster;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

test('what was committed is there after SIGKILL and a second start', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.kill();
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
  const second = await start();
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([42]);
});

test('stop ends it in good order and a second start needs no recovery', async () => {
  const first = await start();
  await first.stop();
  expect(await first.exited).toEqual({ code: 0, signal: null });
  const second = await start();
  expect(await query(second.url, 'SHOW fsync')).toEqual(['on']);
});

test('a second start on the folder of a running server is refused in one line and leaves it running', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(/^the Postgres data folder .* is in use by process \d+$/);
  expect(await query(first.url, 'SELECT 1')).toEqual([1]);
});

test('a server that a killed process left running is stopped, and its data found', async () => {
  const orphan = await start();
  await query(orphan.url, 'CREATE TABLE kept AS SELECT 7 AS answer');
  // What a killed starter leaves: the server, and a lock by a process that is no more.
  writeFileSync(join(home, 'data', 'owner'), '999999 1');
  const next = await start();
  expect((await orphan.exited).code).toBe(0);
  expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([7]);
});

test('a postmaster.pid whose process id now belongs to another does not stop the start, nor that other', async () => {
  const first = await start();
  await first.kill();
  const pidFile = join(home, 'data', 'cluster', 'postmaster.pid');
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.ppid)));
  const second = await start();
  expect(await query(second.url, 'SELECT 1')).toEqual([1]);
});

test('a port in use is one line that names it', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
  taken.close();
});

test('the password is strong, kept with mode 0600, and no connection is let in without it', async () => {
  const cluster = await start();
  const file = join(home, 'data', 'password');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8').trim()).toMatch(/^[\w-]{32}$/);
  await expect(query(cluster.url.replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  expect(readdirSync(join(home, 'data')).sort()).toEqual(['cluster', 'owner', 'password']);
});

test('a database is created once and connects by its own URL', async () => {
  const cluster = await start();
  const url = await ensureDatabase(cluster.url, 'tollgate');
  expect(await ensureDatabase(cluster.url, 'tollgate')).toBe(url);
  expect(await query(url, 'SELECT current_database()')).toEqual(['tollgate']);
});

asRootOnly(
  'as root with a closed folder above it, the data goes elsewhere, is said so once, and found again',
  async () => {
    const closed = join(home, 'closed');
    const dataDir = join(closed, 'data');
    const said: string[] = [];
    const log: Logger = { ...silentLogger, warn: (message) => said.push(message) };
    mkdirSync(closed, { mode: 0o700 });
    const first = await start({ dataDir, log });
    await query(first.url, 'CREATE TABLE kept AS SELECT 3 AS answer');
    await first.stop();
    const second = await start({ dataDir, log });
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([3]);
    expect(said).toHaveLength(1);
  },
);
