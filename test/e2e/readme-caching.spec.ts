import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startInstallation, type Installation } from '../support/installation.js';

// What docs/CACHING.md tells an operator to type, line by line.
const run = promisify(execFile);
let tollgate: Installation;
let folder: string;

beforeAll(async () => {
  // On a busy machine, too, a change is live when its call returns.
  tollgate = await startInstallation({ env: { TOLLGATE_DEPLOY_WAIT_MS: '30000' } });
  folder = await mkdtemp(join(tmpdir(), 'tollgate-caching-'));
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = tollgate.awsEnvironment;
  const keys = [
    `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
  ];
  await writeFile(join(folder, 'credentials'), ['[default]', ...keys, ''].join('\n'));
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await rm(folder, { recursive: true, force: true });
});

test('CACHING’s commands, in one terminal', async () => {
  const page = await readFile(new URL('../../docs/CACHING.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, lines = '']) => lines);
  const lines = ['set -e', ...blocks].join('\n').replaceAll('localhost:8080', () => {
    return `localhost:${tollgate.gateways[0]!.httpPort}`;
  });
  const { stdout, stderr } = await run('bash', ['-c', lines], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_PAGER: '',
      ...tollgate.awsEnvironment,
    },
  });
  expect(stderr).toBe('');
  const [first, second, tom, flushed] = stdout.match(/pet \w+ of request [\da-f-]{36}/g) ?? [];
  expect(first).toMatch(/^pet rex /);
  expect(second).toBe(first);
  expect(tom).toMatch(/^pet tom /);
  expect(flushed).toMatch(/^pet rex /);
  expect(flushed).not.toBe(first);
  expect(stdout).toContain('"key":{"namespace":"pets","parameters":["method.request.path.id"]}');
  expect(stdout).toContain('"namespaces":["pets"]');
  expect(stdout).toContain('"Label": "CacheHitCount"');
}, 300_000);
