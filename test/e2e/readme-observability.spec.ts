import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';

// What the documentation tells an operator to type, line by line, with aws-cli, curl and npm as they are.
const run = promisify(execFile);
let tollgate: Installation;
let folder: string;
let metricsPorts: { readonly controlPlane: number; readonly worker: number };

beforeAll(async () => {
  metricsPorts = { controlPlane: await freePort(), worker: await freePort() };
  tollgate = await startInstallation({
    env: {
      TOLLGATE_CONTROL_PLANE_METRICS_PORT: String(metricsPorts.controlPlane),
      TOLLGATE_WORKER_METRICS_PORT: String(metricsPorts.worker),
    },
  });
  folder = await mkdtemp(join(tmpdir(), 'tollgate-readme-'));
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

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

function shellBlocks(markdown: string): string {
  return [...markdown.matchAll(/```sh\n([^]*?)```/g)].map(([, lines = '']) => lines).join('\n');
}

/** The lines as a reader would type them here; where they sleep, the next condition is waited for. */
function asTypedHere(lines: string, conditions: readonly string[]): string {
  const waits = conditions.map((condition) => `until ${condition}; do sleep 0.2; done`);
  const [gateway] = tollgate.gateways;
  const here = lines
    .replaceAll(/\bsleep 3\b/g, () => waits.shift()!)
    .replaceAll('localhost:8080', `localhost:${gateway!.httpPort}`)
    .replaceAll(/\b9080\b/g, String(gateway!.adminPort))
    .replace('4001 4002', `${metricsPorts.controlPlane} ${metricsPorts.worker}`)
    .replaceAll('audit.jsonl', join(folder, 'audit.jsonl'));
  expect(waits).toEqual([]);
  return here;
}

function type(lines: string): Promise<{ stdout: string; stderr: string }> {
  return run('bash', ['-c', lines], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_PAGER: '',
      ...tollgate.awsEnvironment,
    },
  });
}

const isExplained = 'npm run --silent explain -- $ID > /dev/null 2>&1';
const isLogged = (group: string) =>
  `aws logs filter-log-events --log-group-name ${group} --filter-pattern "\\"$ID\\"" 2> /dev/null | grep -q $ID`;
const executionLog = 'API-Gateway-Execution-Logs_$API/dev';

test('the README’s tour, and what happened to the request of a customer', async () => {
  const readme = await read('README.md');
  const [tour = ''] = /^## Tour with aws-cli\n[^]*?(?=^## )/m.exec(readme) ?? [];
  const [section = ''] = /^## See what happened\n[^]*?(?=^## )/m.exec(readme) ?? [];
  const toured = await type(
    [
      // Where it all is, is in the environment already.
      asTypedHere(shellBlocks(tour).replace(/^export .*$/m, 'set -e'), []),
      `declare -p API KEY PLAN VALUE AT > ${join(folder, 'variables')}`,
    ].join('\n'),
  );
  expect(toured.stdout.match(/^.* \d{3}$/gm)).toEqual([
    ...['rex 200', 'rex 200', 'rex 200'],
    '{"message":"Limit Exceeded"} 429',
  ]);
  expect(toured.stdout.match(/^(?:tom|rex)(?!.* 200)/gm)).toEqual(['tom', 'rex']);

  const conditions = [`${isExplained} && ${isLogged('tour')} && ${isLogged(executionLog)}`];
  const { stdout, stderr } = await type(
    `. ${join(folder, 'variables')}\n${asTypedHere(shellBlocks(section), conditions)}`,
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/x identifyApiKey +refused/);
  expect(stdout).toMatch(/^[\da-f-]{36} 403 \/dev\/pets key\.missing$/m);
  expect(stdout).toMatch(/^\([\da-f-]{36}\) Method completed with status: 403$/m);
  expect(stdout).toContain('"Label": "4XXError"');
  expect(stdout).toMatch(/^root\tCreateRestApi$/m);
}, 300_000);

test('OBSERVABILITY’s commands, in the terminal of the tour', async () => {
  const lines = shellBlocks(await read('docs/OBSERVABILITY.md'))
    // Tollgate runs already, and `logs tail` is of aws-cli 2 alone.
    .replaceAll(/^(?:OTEL_\w+=.* npm start|aws logs tail ).*$/gm, '');
  const conditions = [
    isExplained,
    `${isLogged('tour')} && ${isLogged(executionLog)}`,
    'tollgate captures/$CAPTURE/requests | grep -q requestId',
  ];
  const { stdout, stderr } = await type(`. ${join(folder, 'variables')}\n${asTypedHere(lines, conditions)}`);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/x identifyApiKey +refused/);
  expect(stdout).toContain('"refusal":{"code":"key.missing"');
  for (const name of ['5XXError', 'Latency', 'IntegrationLatency'])
    expect(stdout).toContain(`"Label": "${name}"`);
  expect(stdout).toMatch(/^[\da-f-]{36} 403 GET \/dev\/pets key\.missing$/m);
  expect(stdout).toMatch(/^\([\da-f-]{36}\) Method completed with status: 403$/m);
  expect(stdout).toContain('Alarm "tour-4xx" created');
  // Each of the three processes shows metrics.
  expect(stdout).toMatch(/^[1-9]\d*\n[1-9]\d*\n[1-9]\d*$/m);
  expect(stdout).toMatch(/"items":\[\{"requestId":"[\da-f-]{36}"/);
  expect(stdout).toMatch(/^\d+ events, 1 to \d+: unchanged and complete/m);
}, 300_000);
