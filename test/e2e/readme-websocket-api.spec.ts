import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startInstallation, type Installation } from '../support/installation.js';
import {
  openTerminal,
  readPage,
  sectionOf,
  shellBlocks,
  type ReadersTerminal,
} from '../support/readers-terminal.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
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

test('the README’s WebSocket API: a client is answered, posted to, looked at and hung up on', async () => {
  const heard = join(terminal.home, 'heard');
  const lines = shellBlocks(sectionOf(await readPage('README.md'), 'A WebSocket API'))
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${tollgate.gateways[0]!.httpPort}`)
    .replaceAll('/tmp/heard', heard)
    // A reader's two seconds may be more here.
    .replace('sleep 2', `until [ -s ${heard} ]; do sleep 0.1; done`)
    // The client ends when it is hung up on.
    .replace(`cat ${heard}`, `wait\ncat ${heard}`);
  const { stdout } = await terminal.type(`set -e\ntrap 'kill $! 2> /dev/null || :' EXIT\n${lines}`, {
    cwd: repository,
  });
  expect(stdout).toMatch(/"ConnectedAt": "20/);
  expect(stdout).toMatch(/\n[\w+/-]{15}=\nfrom elsewhere\n$/);
}, 120_000);
