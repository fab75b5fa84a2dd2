import { startInstallation, type Installation } from '../support/installation.js';
import { openTerminal, readPage, shellBlocks, type ReadersTerminal } from '../support/readers-terminal.js';

// What docs/CACHING.md tells an operator to type, line by line.
let tollgate: Installation;
let terminal: ReadersTerminal;

beforeAll(async () => {
  tollgate = await startInstallation();
  terminal = await openTerminal(tollgate.awsEnvironment);
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await terminal?.close();
});

test('CACHING’s commands, in one terminal', async () => {
  const blocks = shellBlocks(await readPage('docs/CACHING.md'));
  const lines = blocks.replaceAll('localhost:8080', `localhost:${tollgate.gateways[0]!.httpPort}`);
  const { stdout, stderr } = await terminal.type(`set -e\n${lines}`, { cwd: terminal.home });
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
