import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { startProcess, stopProcesses, waitFor, type TestProcess } from '#libs/testing';

// The built launcher itself, beside three fake apps: its contract with the apps is what is tested, not the
// apps.
/** A new cluster is written to disk: minutes where much else is. */
const firstStartMs = 300_000;
const apps = ['control-plane', 'compiler-worker', 'gateway'] as const;
let built: string;
let prepared: string;
let home: string;

beforeAll(async () => {
  built = openTemporaryFolder();
  execFileSync(process.execPath, ['scripts/build.mjs', '--out', built]);
  for (const app of apps) {
    const entry = join(built, 'apps', app, 'src', 'main.js');
    mkdirSync(dirname(entry), { recursive: true });
    copyFileSync('apps/launcher/testdata/fake-app.mjs', entry);
  }
  // One finished first start, which every test begins with a copy of: making a new cluster is most of a
  // start's time.
  home = openTemporaryFolder();
  const first = launcher();
  await first.waitForOutput(/^tollgate is ready$/m, firstStartMs);
  await first.stop();
  prepared = home;
}, 2 * firstStartMs);
afterAll(() => rmSync(prepared, { recursive: true, force: true }));
afterAll(() => rmSync(built, { recursive: true, force: true }));

beforeEach(() => {
  home = openTemporaryFolder();
  // With owners and modes, which Postgres insists on.
  execFileSync('cp', ['-a', join(prepared, 'data'), home]);
  for (const app of apps) rmSync(inData(`${app}.pid`));
});
afterEach(async () => {
  await stopProcesses();
  // What a killed launcher left ends by itself; the folder must not be removed under it.
  await waitFor(() => !existsSync(pidFile()) || !isAlive(postgresPid()));
  rmSync(home, { recursive: true, force: true });
});

/** Open to the unprivileged user that Postgres runs as under root. */
function openTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-launcher-'));
  chmodSync(folder, 0o755);
  return folder;
}

function launcher(env: Record<string, string> = {}): TestProcess {
  return startProcess(join(built, 'apps/launcher/src/main.js'), {
    env: {
      TOLLGATE_DATA_DIR: join(home, 'data'),
      TOLLGATE_CONTROL_PLANE_PORT: '0',
      TOLLGATE_GATEWAY_HTTP_PORT: '0',
      TOLLGATE_GATEWAY_HTTPS_PORT: '0',
      TOLLGATE_GATEWAY_ADMIN_PORT: '0',
      TOLLGATE_SAMPLE: 'off',
      ...env,
    },
  });
}

const inData = (name: string) => join(home, 'data', name);
const pidFile = () => inData('postgres/cluster/postmaster.pid');
const postgresPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
const pidOf = (app: string) => Number(readFileSync(inData(`${app}.pid`), 'utf8'));
const envOf = (app: string) =>
  JSON.parse(readFileSync(inData(`${app}.env`), 'utf8')) as Record<string, string>;
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('brings everything up, says so in its last line, and SIGTERM stops it in order with exit code 0', async () => {
  const run = launcher();
  await run.waitForOutput(/^tollgate is ready$/m);
  expect(lastLine(run.output())).toBe('tollgate is ready');
  const pids = [...apps.map(pidOf), postgresPid()];
  expect(await run.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(run.output().match(/\S+ got SIGTERM/g)).toEqual([
    'gateway got SIGTERM',
    'compiler-worker got SIGTERM',
    'control-plane got SIGTERM',
  ]);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(existsSync(inData('launcher'))).toBe(false);
});

test('it knows when a gateway is ready whose connections begin with a PROXY header', async () => {
  const started = launcher({ TOLLGATE_PROXY_PROTOCOL: 'on' });
  await started.waitForOutput(/^tollgate is ready$/m);
  await started.stop();
});

test('the apps get the database, the ports, the address of the control plane and one token', async () => {
  const run = launcher();
  await run.waitForOutput(/^tollgate is ready$/m);
  const gateway = envOf('gateway');
  expect(gateway.TOLLGATE_CONTROL_PLANE_URL).toBe(`http://127.0.0.1:${gateway.TOLLGATE_CONTROL_PLANE_PORT}`);
  expect(gateway.TOLLGATE_GATEWAY_TOKEN).toBe(readFileSync(inData('gateway-token'), 'utf8').trim());
  expect(gateway.TOLLGATE_GATEWAY_TOKEN).toMatch(/^[\w-]{43}$/);
  expect(statSync(inData('gateway-token')).mode & 0o777).toBe(0o600);
  expect(envOf('control-plane').TOLLGATE_GATEWAY_TOKEN).toBe(gateway.TOLLGATE_GATEWAY_TOKEN);
  expect(gateway.AWS_EC2_METADATA_DISABLED).toBe('true');
  expect(gateway.EXEC_ARGV).toBe('--no-allocation-site-pretenuring');
  const client = new Client({ connectionString: envOf('compiler-worker').DATABASE_URL });
  await client.connect();
  expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'tollgate' }]);
  await client.end();
});

test.each(apps)('a killed %s is started again, and said so', async (app) => {
  const run = launcher();
  await run.waitForOutput(/^tollgate is ready$/m);
  const before = pidOf(app);
  process.kill(before, 'SIGKILL');
  await run.waitForOutput(new RegExp(`^${app} died \\(SIGKILL\\); starting it again in 250 ms$`, 'm'));
  await waitFor(() => pidOf(app) !== before, { describe: `${app} has a new process` });
  expect((await run.stop()).code).toBe(0);
});

test('a killed Postgres is started again at the same address with its data', async () => {
  const run = launcher();
  await run.waitForOutput(/^tollgate is ready$/m);
  const connect = async () => {
    const client = new Client({ connectionString: envOf('gateway').DATABASE_URL });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const before = await connect();
  await before.query('CREATE TABLE kept AS SELECT 1 AS n');
  process.kill(postgresPid(), 'SIGKILL');
  await run.waitForOutput(/^postgres died \(SIGKILL\); starting it again in 250 ms$/m);
  const after = await waitFor(connect, { describe: 'Postgres answers again' });
  expect((await after.query('SELECT n FROM kept')).rows).toEqual([{ n: 1 }]);
  await Promise.all([before.end(), after.end()].map((end) => end.catch(() => undefined)));
  expect((await run.stop()).code).toBe(0);
});

test('when the launcher is killed everything else ends, and the next start works', async () => {
  const run = launcher();
  await run.waitForOutput(/^tollgate is ready$/m);
  const pids = [...apps.map(pidOf), postgresPid()];
  await run.stop('SIGKILL');
  const next = launcher();
  await next.waitForOutput(/^tollgate is ready$/m);
  await waitFor(() => !pids.some(isAlive), {
    timeoutMs: 60_000,
    describe: 'no process of the killed run is left',
  });
  expect((await next.stop()).code).toBe(0);
});

test('a second launcher on the same data folder is one line and exit code 1, and the first goes on', async () => {
  const first = launcher();
  await first.waitForOutput(/^tollgate is ready$/m);
  const second = launcher();
  expect((await second.exited).code).toBe(1);
  expect(second.output()).toMatch(
    /^the data folder \S+ is in use by another tollgate \(process \d+\); set TOLLGATE_DATA_DIR to another folder\n$/,
  );
  expect(apps.map(pidOf).every(isAlive)).toBe(true);
});

test('two launchers run side by side on other ports and folders', async () => {
  const runs = [launcher(), launcher({ TOLLGATE_DATA_DIR: join(home, 'second') })];
  for (const run of runs) await run.waitForOutput(/^tollgate is ready$/m);
  for (const run of runs) expect((await run.stop('SIGINT')).code).toBe(0);
});

test.each([
  ['TOLLGATE_CONTROL_PLANE_PORT'],
  ['TOLLGATE_GATEWAY_HTTP_PORT'],
  ['TOLLGATE_GATEWAY_HTTPS_PORT'],
  ['TOLLGATE_GATEWAY_ADMIN_PORT'],
  ['TOLLGATE_POSTGRES_PORT'],
])('a port in use (%s) is one line and exit code 1 with nothing left running', async (variable) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const run = launcher({ [variable]: String(port) });
  expect((await run.exited).code).toBe(1);
  expect(run.output()).toMatch(new RegExp(`^port ${port} .*in use.*\n$`));
  expect(existsSync(inData('control-plane.pid'))).toBe(false);
  taken.close();
});

test('a data folder that cannot be one is one line and exit code 1', async () => {
  writeFileSync(join(home, 'file'), '');
  const run = launcher({ TOLLGATE_DATA_DIR: join(home, 'file', 'data') });
  expect((await run.exited).code).toBe(1);
  expect(run.output()).toMatch(/^the data folder \S+ cannot be used: .*\n$/);
});

test('a wrong setting is one line and exit code 1', async () => {
  const run = launcher({ TOLLGATE_SAMPLE: 'perhaps' });
  expect((await run.exited).code).toBe(1);
  expect(run.output()).toBe('TOLLGATE_SAMPLE is "perhaps"; it must be on or off\n');
});

test('an app that gives up at its first start ends the start with its own last line, and nothing is left running', async () => {
  const run = launcher({ FAKE_FAIL: 'gateway' });
  expect((await run.exited).code).toBe(1);
  expect(lastLine(run.output())).toBe(
    'gateway did not start: TOLLGATE_ACCOUNT_ID is "x"; it must be 12 digits',
  );
  expect(isAlive(pidOf('control-plane'))).toBe(false);
  expect(existsSync(pidFile())).toBe(false);
});

test('a signal during the start stops what has been started', async () => {
  const run = launcher();
  await waitFor(() => existsSync(pidFile()));
  expect((await run.stop('SIGINT')).code).toBe(0);
  expect(existsSync(pidFile())).toBe(false);
});

describe('the way to the console', () => {
  const credentials = '[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n';
  const addressIn = (run: TestProcess) => /http:\/\/\S+\/_tollgate\/console\/\S*/.exec(run.output())?.[0];

  test('a link that signs in is printed, and npm run console prints another, and nothing else', async () => {
    writeFileSync(inData('credentials'), credentials);
    const run = launcher({ FAKE_LINKS: 'on' });
    await run.waitForOutput(/^tollgate is ready$/m);
    expect(addressIn(run)).toMatch(/\/_tollgate\/console\/#sign-in=once$/);
    const port = envOf('control-plane').TOLLGATE_CONTROL_PLANE_PORT!;
    const env = { TOLLGATE_DATA_DIR: inData(''), TOLLGATE_CONTROL_PLANE_PORT: port };
    const another = startProcess(join(built, 'apps/launcher/src/console/main.js'), { env });
    expect((await another.exited).code).toBe(0);
    expect(another.output()).toBe(`http://127.0.0.1:${port}/_tollgate/console/#sign-in=once\n`);
    await run.stop();
    const late = startProcess(join(built, 'apps/launcher/src/console/main.js'), { env });
    expect((await late.exited).code).toBe(1);
    expect(late.output()).toBe(
      `No answer from the control plane at http://127.0.0.1:${port}; is it running?\n`,
    );
  });

  test('the plain address is printed where nobody can make a link', async () => {
    const run = launcher();
    await run.waitForOutput(/^tollgate is ready$/m);
    expect(addressIn(run)).toMatch(/\/_tollgate\/console\/$/);
    expect(run.output()).toContain('sign in with an access key');
  });

  test('of a console that is switched off nothing is printed', async () => {
    writeFileSync(inData('credentials'), credentials);
    const run = launcher({ FAKE_LINKS: 'on', TOLLGATE_CONSOLE: 'off' });
    await run.waitForOutput(/^tollgate is ready$/m);
    expect(run.output()).not.toMatch(/console|browser/);
    const env = { TOLLGATE_DATA_DIR: inData(''), TOLLGATE_CONSOLE: 'off' };
    const link = startProcess(join(built, 'apps/launcher/src/console/main.js'), { env });
    expect((await link.exited).code).toBe(1);
    expect(link.output()).toBe('The console is switched off: TOLLGATE_CONSOLE=off\n');
  });
});
