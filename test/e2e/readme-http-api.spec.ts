import { freePort } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import {
  openTerminal,
  readPage,
  sectionOf,
  shellBlocks,
  type ReadersTerminal,
} from '../support/readers-terminal.js';

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

test('the README’s HTTP API, by one command, and what it serves', async () => {
  const port = await freePort();
  const lines = shellBlocks(sectionOf(await readPage('README.md'), 'An HTTP API in one command'))
    .replaceAll('localhost:8080', `localhost:${tollgate.gateways[0]!.httpPort}`)
    .replaceAll('3000', String(port))
    // A reader's server has long begun to listen when the API is made.
    .replace(
      /&$/m,
      `&\ntrap 'kill $!' EXIT\nuntil (: < /dev/tcp/127.0.0.1/${port}) 2> /dev/null; do sleep 0.1; done`,
    );
  const { stdout } = await terminal.type(`set -e\n${lines}`);
  expect(stdout).toBe('GET /pets?tag=dog\n');
}, 120_000);
