import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, freePort, startProcess, stopProcesses, waitFor } from './index.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tollgate-testing-'))));
afterEach(async () => {
  await stopProcesses();
  rmSync(folder, { recursive: true, force: true });
});

test('a test database is empty, its own, and gone after drop even under an open connection', async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('CREATE TABLE t ()');
  await database.drop();
  const late = new Client({ connectionString: database.url });
  await expect(late.connect()).rejects.toThrow(/does not exist/);
});

test('a test database can be a copy of another', async () => {
  const template = await createTestDatabase();
  const prepare = new Client({ connectionString: template.url });
  await prepare.connect();
  await prepare.query('CREATE TABLE t AS SELECT 5 AS n');
  await prepare.end();
  const copy = await createTestDatabase({ template: template.name });
  const client = new Client({ connectionString: copy.url });
  await client.connect();
  expect((await client.query('SELECT n FROM t')).rows).toEqual([{ n: 5 }]);
  await client.end();
  await copy.drop();
  await template.drop();
});

test('waitFor gives what the condition gives, and says in vain for what it waited', async () => {
  let looks = 0;
  expect(await waitFor(() => (++looks > 2 ? 'there' : undefined))).toBe('there');
  await expect(waitFor(() => false, { timeoutMs: 20, describe: 'a miracle' })).rejects.toThrow(
    'waited 20 ms in vain for: a miracle',
  );
});

test('a process sees only the environment it is given, and its output can be waited for', async () => {
  const entry = join(folder, 'say.mjs');
  writeFileSync(entry, 'console.log("env", process.env.GIVEN, process.env.CI); setInterval(() => {}, 1000);');
  const said = startProcess(entry, { env: { GIVEN: 'yes' } });
  expect((await said.waitForOutput(/env (\w+) (\w+)/)).slice(1)).toEqual(['yes', 'undefined']);
  expect(await said.stop()).toEqual({ code: null, signal: 'SIGTERM' });
});

test('a process that ends before it prints what was waited for fails at once, with its output', async () => {
  const entry = join(folder, 'fail.mjs');
  writeFileSync(entry, 'console.error("out of luck"); process.exit(3);');
  await expect(startProcess(entry).waitForOutput(/ready/)).rejects.toThrow(/ended \(3\)[^]*out of luck/);
});

test('freePort gives a port that can be listened on', async () => {
  expect(await freePort()).toBeGreaterThan(1023);
});

test('freePort gives no port twice, whoever asks', async () => {
  const port = await freePort();
  const drawn = [port, port, port + 40_000];
  expect(await freePort(async () => drawn.shift()!)).toBe(port + 40_000);
});
