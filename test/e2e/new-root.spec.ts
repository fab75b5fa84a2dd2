import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { GetAccountCommand, APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, stopProcesses, type TestProcess } from '#libs/testing';

// `npm start` and `npm run credentials` as they are, on a data folder of their own.
let dataDir: string;
let port: number;
let launcher: TestProcess;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tollgate-new-root-'));
  chmodSync(dataDir, 0o755);
  port = await freePort();
  await start();
});
afterAll(async () => {
  await launcher?.stop();
  await stopProcesses();
  rmSync(dataDir, { recursive: true, force: true });
});

const environment = () => ({ PATH: process.env['PATH'] ?? '', TOLLGATE_DATA_DIR: dataDir });

async function start(): Promise<void> {
  launcher = startProcess('dist/apps/launcher/src/main.js', {
    env: {
      ...environment(),
      TOLLGATE_CONTROL_PLANE_PORT: String(port),
      TOLLGATE_GATEWAY_HTTP_PORT: '0',
      TOLLGATE_GATEWAY_HTTPS_PORT: '0',
      TOLLGATE_GATEWAY_ADMIN_PORT: '0',
      TOLLGATE_SAMPLE: 'off',
    },
  });
  await launcher.waitForOutput(/^tollgate is ready$/m);
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const newRoot = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const all = ['scripts/credentials.mjs', ...args];
    execFile(process.execPath, all, { env: { ...environment(), ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

function keyIn(stdout: string, profile: string) {
  const [, header, accessKeyId, secretAccessKey] =
    /^\[(.+)\]\naws_access_key_id = (AKIA[A-Z2-7]{16})\naws_secret_access_key = ([A-Za-z0-9]{40})\n$/.exec(
      stdout,
    ) ?? [];
  expect(header).toBe(profile);
  return { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
}

async function whoIs(credentials: { accessKeyId: string; secretAccessKey: string }) {
  const options = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials };
  await new APIGatewayClient(options).send(new GetAccountCommand({}));
  return (await new STSClient(options).send(new GetCallerIdentityCommand({}))).Arn;
}

test('makes a key while Tollgate runs, of the first account and of another, at once of use', async () => {
  const first = await newRoot(['new-root']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(await whoIs(keyIn(first.stdout, 'default'))).toBe('arn:aws:iam::000000000000:root');
  const other = await newRoot(['new-root', '--account', '210987654321', '--profile=other']);
  expect(other).toMatchObject({ code: 0, stderr: '' });
  expect(await whoIs(keyIn(other.stdout, 'other'))).toBe('arn:aws:iam::210987654321:root');
});

test('makes a key while nothing runs, which holds after the next start', async () => {
  await launcher.stop();
  const made = await newRoot(['new-root', '--account', '210987654321']);
  expect(made.code).toBe(0);
  await start();
  expect(await whoIs(keyIn(made.stdout, 'default'))).toBe('arn:aws:iam::210987654321:root');
});

test.each([
  ['an account id of other than 12 digits', ['new-root', '--account', '21098765432'], 2, /12 digits/],
  ['an account id with a line break', ['new-root', '--account', '210987654321\n'], 2, /12 digits/],
  ['a profile that would break out of its header', ['new-root', '--profile', 'a]\n[b'], 2, /--profile/],
  ['an unknown option', ['new-root', '--acount', '210987654321'], 2, /usage/],
  ['an option without a value', ['new-root', '--account'], 2, /usage/],
  ['no command', [], 2, /usage/],
])('refuses %s with words on standard error alone', async (_, args, code, words) => {
  const refused = await newRoot(args);
  expect(refused).toMatchObject({ code, stdout: '' });
  expect(refused.stderr).toMatch(words);
});

test('says that there is no installation, and makes none', async () => {
  const none = join(dataDir, 'none');
  const refused = await newRoot(['new-root'], { TOLLGATE_DATA_DIR: none });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain(`there is no installation in ${none}`);
});

test('says that the database is away', async () => {
  const refused = await newRoot(['new-root'], { DATABASE_URL: `postgres://127.0.0.1:${await freePort()}/x` });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^Postgres is not available/);
});
