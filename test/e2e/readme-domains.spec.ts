import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestCertificate } from '#libs/testing';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
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

test.each([
  ['docs/DOMAINS.md', 'A domain with your own certificate', 'api.example.com'],
  ['README.md', 'A name of your own', 'shop.example.com'],
])(
  'the three commands of %s, and its call before the name points anywhere',
  async (file, title, name) => {
    const { client, gateways } = tollgate;
    const { restApiId, rootId } = await createApi(client, 'pets');
    const resourceId = await createResource(client, restApiId, rootId, 'pets');
    await putMockMethod(client, { restApiId, resourceId, body: 'at $context.domainName' });
    await deploy(client, restApiId, 'prod');
    const { certificate, privateKey } = await makeTestCertificate({ names: [name] });
    await writeFile(join(terminal.home, 'cert.pem'), certificate);
    await writeFile(join(terminal.home, 'key.pem'), privateKey);

    const section = sectionOf(await readPage(file), title);
    const [, call = ''] = /`(curl --connect-to [^`]*)`/.exec(section) ?? [];
    const here = call
      .replaceAll('8443', String(gateways[0]!.httpsPort))
      .replace('curl', 'curl -s --cacert cert.pem');
    const lines = ['set -e', `API=${restApiId}`, firstThree(shellBlocks(section)), here].join('\n');
    const { stdout, stderr } = await terminal.type(lines, { cwd: terminal.home });
    expect(stderr).toBe('');
    expect(stdout.endsWith(`at ${name}`)).toBe(true);
  },
  120_000,
);

/** What is behind them is for others who have an authority. */
const firstThree = (commands: string): string => commands.split('\n').slice(0, 3).join('\n');
