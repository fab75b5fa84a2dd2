import { join } from 'node:path';
import { freePort } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import { openTerminal, readPage, shellBlocks, type ReadersTerminal } from '../support/readers-terminal.js';

// What the documentation tells an operator to type, line by line, with aws-cli, curl and npm as they are.
let tollgate: Installation;
let terminal: ReadersTerminal;
let metricsPorts: { readonly controlPlane: number; readonly worker: number };

beforeAll(async () => {
  metricsPorts = { controlPlane: await freePort(), worker: await freePort() };
  tollgate = await startInstallation({
    env: {
      TOLLGATE_CONTROL_PLANE_METRICS_PORT: String(metricsPorts.controlPlane),
      TOLLGATE_WORKER_METRICS_PORT: String(metricsPorts.worker),
    },
  });
  terminal = await openTerminal(tollgate.awsEnvironment);
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await terminal?.close();
});

/** The lines as a reader would type them here; where they sleep, the next condition is waited for. */
function asTypedHere(lines: string, conditions: readonly string[]): string {
  const waits = conditions.map((condition) => `until ${condition}; do sleep 0.2; done`);
  const [gateway] = tollgate.gateways;
  const here = lines
    .replaceAll(/\bsleep 3\b/g, () => waits.shift()!)
    .replaceAll('localhost:8080', `localhost:${gateway!.httpPort}`)
    .replaceAll(/\b9080\b/g, String(gateway!.adminPort))
    .replace('4001 4002', `${metricsPorts.controlPlane} ${metricsPorts.worker}`)
    .replaceAll('audit.jsonl', join(terminal.home, 'audit.jsonl'));
  expect(waits).toEqual([]);
  return here;
}

const isExplained = 'npm run --silent explain -- $ID > /dev/null 2>&1';
const isLogged = (group: string) =>
  `aws logs filter-log-events --log-group-name ${group} --filter-pattern "\\"$ID\\"" 2> /dev/null | grep -q $ID`;
const executionLog = 'API-Gateway-Execution-Logs_$API/dev';

test('the README’s tour, and what happened to the request of a customer', async () => {
  const readme = await readPage('README.md');
  const [tour = ''] = /^## Tour with aws-cli\n[^]*?(?=^## )/m.exec(readme) ?? [];
  const [section = ''] = /^## See what happened\n[^]*?(?=^## )/m.exec(readme) ?? [];
  const toured = await terminal.type(
    [
      // Where it all is, is in the environment already.
      asTypedHere(shellBlocks(tour).replace(/^export .*$/m, 'set -e'), []),
      `declare -p API KEY PLAN VALUE AT > ${join(terminal.home, 'variables')}`,
    ].join('\n'),
  );
  expect(toured.stdout.match(/^.* \d{3}$/gm)).toEqual([
    ...['rex 200', 'rex 200', 'rex 200'],
    '{"message":"Limit Exceeded"} 429',
  ]);
  expect(toured.stdout.match(/^(?:tom|rex)(?!.* 200)/gm)).toEqual(['tom', 'rex']);

  const conditions = [`${isExplained} && ${isLogged('tour')} && ${isLogged(executionLog)}`];
  const { stdout, stderr } = await terminal.type(
    `. ${join(terminal.home, 'variables')}\n${asTypedHere(shellBlocks(section), conditions)}`,
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/x identifyApiKey +refused/);
  expect(stdout).toMatch(/^[\da-f-]{36} 403 \/dev\/pets key\.missing$/m);
  expect(stdout).toMatch(/^\([\da-f-]{36}\) Method completed with status: 403$/m);
  expect(stdout).toContain('"Label": "4XXError"');
  expect(stdout).toMatch(/^root\tCreateRestApi$/m);
}, 300_000);

test('OBSERVABILITY’s commands, in the terminal of the tour', async () => {
  const lines = shellBlocks(await readPage('docs/OBSERVABILITY.md'))
    // Tollgate runs already, and `logs tail` is of aws-cli 2 alone.
    .replaceAll(/^(?:OTEL_\w+=.* npm start|aws logs tail ).*$/gm, '');
  const conditions = [
    isExplained,
    `${isLogged('tour')} && ${isLogged(executionLog)}`,
    'tollgate captures/$CAPTURE/requests | grep -q requestId',
  ];
  const { stdout, stderr } = await terminal.type(
    `. ${join(terminal.home, 'variables')}\n${asTypedHere(lines, conditions)}`,
  );
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
