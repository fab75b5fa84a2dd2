import type { INestApplicationContext } from '@nestjs/common';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#libs/config';
import { credentials, type Database } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '../config.module.js';
import { controlPlaneConfig } from '../config.js';
import { persistenceModules } from '../persistence-modules.js';
import { DATABASE, FIND_SIGNER, GATEWAY_TOKEN } from '../tokens.js';
import { StartUpError } from '../start-up-error.js';
import { InstallationModule } from './installation.module.js';
import type { Installation } from './open-installation.js';

let testDatabase: TestDatabase;
let dataDir: string;
const opened: INestApplicationContext[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'tollgate-runtime-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
  await testDatabase.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** An application of what belongs to the installation, and nothing else. */
async function open(
  env: Record<string, string> = {},
): Promise<Pick<Installation, 'findSigner' | 'gatewayToken'> & { readonly database: Database }> {
  const all = {
    DATABASE_URL: testDatabase.url,
    TOLLGATE_DATA_DIR: dataDir,
    TOLLGATE_DATABASE_POOL_SIZE: '2',
    ...env,
  };
  const config = readConfig(all, controlPlaneConfig);
  const Root = {
    module: class {},
    imports: [ConfigModule.of({ config, log: silentLogger }), ...persistenceModules(), InstallationModule],
  };
  const app = await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
  opened.push(app);
  return {
    database: app.get(DATABASE),
    findSigner: app.get(FIND_SIGNER),
    gatewayToken: app.get(GATEWAY_TOKEN),
  };
}
const fileText = (name: string) => readFile(join(dataDir, name), 'utf8');
const mode = async (name: string) => (await stat(join(dataDir, name))).mode & 0o777;
const problem = (env?: Record<string, string>) =>
  open(env).then(
    () => 'it started',
    (error: unknown) => (error instanceof StartUpError ? error.message : error),
  );

test('the first start makes a credential, a gateway token and a master key that only the owner can read', async () => {
  const runtime = await open({ TOLLGATE_ACCOUNT_ID: '123456789012', TOLLGATE_REGION: 'eu-west-1' });
  const profile =
    /^\[default\]\naws_access_key_id = (AKIA[A-Z0-9]{16})\naws_secret_access_key = ([A-Za-z0-9]{40})\nregion = eu-west-1\n$/.exec(
      await fileText('credentials'),
    );
  expect(await runtime.findSigner(profile?.[1] ?? '', undefined)).toMatchObject({
    accessKeyId: profile?.[1],
    secretAccessKey: profile?.[2],
    accountId: '123456789012',
    isOperator: true,
  });
  expect(runtime.gatewayToken).toBe((await fileText('gateway-token')).trim());
  for (const name of ['credentials', 'gateway-token', 'master-key']) expect(await mode(name)).toBe(0o600);
});

test('a second start, and two at once, keep what the first has made', async () => {
  const [one, two] = await Promise.all([open(), open()]);
  expect(one.gatewayToken).toBe(two.gatewayToken);
  const before = await fileText('credentials');
  await open();
  expect(await fileText('credentials')).toBe(before);
  expect(await testDatabase.query('SELECT count(*)::int AS n FROM credentials')).toEqual([{ n: 1 }]);
});

test('token and key from the environment leave no files', async () => {
  const runtime = await open({
    TOLLGATE_GATEWAY_TOKEN: 't'.repeat(16),
    TOLLGATE_MASTER_KEY: 'ab'.repeat(32),
  });
  expect(runtime.gatewayToken).toBe('t'.repeat(16));
  await expect(stat(join(dataDir, 'master-key'))).rejects.toThrow('ENOENT');
  await expect(stat(join(dataDir, 'gateway-token'))).rejects.toThrow('ENOENT');
});

test('another master key, a lost one and a broken one stop the start with one line', async () => {
  await open();
  expect(await problem({ TOLLGATE_MASTER_KEY: 'ab'.repeat(32) })).toBe(
    'the master key in TOLLGATE_MASTER_KEY is not the one that this database was set up with',
  );
  await writeFile(join(dataDir, 'master-key'), 'nonsense');
  expect(await problem()).toBe(
    `${join(dataDir, 'master-key')} must hold 32 bytes as 64 hex digits or as base64`,
  );
  await rm(join(dataDir, 'master-key'));
  expect(await problem()).toBe(
    `this database has a master key, but ${join(dataDir, 'master-key')} is missing; restore it or set TOLLGATE_MASTER_KEY`,
  );
});

test('a credential that cannot be written down is not made', async () => {
  const runtime = await open();
  await testDatabase.query('DELETE FROM credentials');
  // A file where the folder should be, so that nothing can be written, not even by root.
  const blocked = join(dataDir, 'gateway-token');
  const failed = open({
    TOLLGATE_DATA_DIR: blocked,
    TOLLGATE_MASTER_KEY: (await fileText('master-key')).trim(),
    TOLLGATE_GATEWAY_TOKEN: 't'.repeat(16),
  });
  await expect(failed).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(await runtime.database.read((uow) => credentials.isEmpty(uow))).toBe(true);
});
