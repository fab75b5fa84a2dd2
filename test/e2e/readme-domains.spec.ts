import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestCertificate } from '#libs/testing';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { openTerminal, readPage, shellBlocks, type ReadersTerminal } from '../support/readers-terminal.js';

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

test('DOMAINS’s three commands, and its call before the name points anywhere', async () => {
  const { client, gateways } = tollgate;
  const { restApiId, rootId } = await createApi(client, 'pets');
  const resourceId = await createResource(client, restApiId, rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId, body: 'at $context.domainName' });
  await deploy(client, restApiId, 'prod');
  const { certificate, privateKey } = await makeTestCertificate({ names: ['api.example.com'] });
  await writeFile(join(terminal.home, 'cert.pem'), certificate);
  await writeFile(join(terminal.home, 'key.pem'), privateKey);

  const page = await readPage('docs/DOMAINS.md');
  const [section = ''] = /^## A domain with your own certificate\n[^]*?(?=^## )/m.exec(page) ?? [];
  const [, call = ''] = /`(curl --connect-to [^`]*)`/.exec(section) ?? [];
  const here = call
    .replaceAll('8443', String(gateways[0]!.httpsPort))
    .replace('curl', 'curl -s --cacert cert.pem');
  const lines = ['set -e', `API=${restApiId}`, shellBlocks(section), here].join('\n');
  const { stdout, stderr } = await terminal.type(lines, { cwd: terminal.home });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/at api\.example\.com$/);
}, 120_000);
