import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { startInstallation, type Installation } from '../support/installation.js';

const run = promisify(execFile);
let host: FunctionHost;
let tollgate: Installation;
let folder: string;
let blocks: Readonly<Record<string, string>>;

beforeAll(async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [section = ''] = /^## Who may call an API\n[^]*?(?=^## )/m.exec(readme) ?? [];
  blocks = Object.fromEntries(
    [...section.matchAll(/```(js|sh)\n([^]*?)```/g)].map(([, language = '', text = '']): [string, string] => [
      language,
      text,
    ]),
  );
  host = await startFunctionHost({ guard: blocks['js']! });
  tollgate = await startInstallation({ env: { AWS_ENDPOINT_URL_LAMBDA: host.url } });
  folder = await mkdtemp(join(tmpdir(), 'tollgate-readme-'));
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the README’s Lambda authorizer and signed call, by aws-cli and curl, line by line', async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...environment } = tollgate.awsEnvironment;
  // In a file, as the first start writes it: the lines read them from there.
  const file = join(folder, 'credentials');
  const keys = [
    `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
  ];
  await writeFile(file, ['[default]', ...keys, ''].join('\n'));
  const lines = blocks['sh']!.replaceAll('localhost:8080', `localhost:${tollgate.gateways[0]!.httpPort}`);
  const { stdout } = await run('bash', ['-e', '-c', lines], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      AWS_SHARED_CREDENTIALS_FILE: file,
      ...environment,
    },
  });
  expect(stdout.match(/^.* \d{3}$/gm)).toEqual([
    '{"message":"Unauthorized"} 401',
    '{"message":"Unauthorized"} 401',
    'hello, dogs 200',
    // Nobody has a tenant there.
    'hello,  200',
  ]);
  expect(stdout).toContain('Using valid authorizer policy for principal');
}, 120_000);
