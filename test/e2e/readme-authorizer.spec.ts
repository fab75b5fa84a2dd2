import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { openTerminal, readPage, type ReadersTerminal } from '../support/readers-terminal.js';

let host: FunctionHost;
let tollgate: Installation;
let terminal: ReadersTerminal;
let blocks: Readonly<Record<string, string>>;

beforeAll(async () => {
  const readme = await readPage('README.md');
  const [section = ''] = /^## Who may call an API\n[^]*?(?=^## )/m.exec(readme) ?? [];
  blocks = Object.fromEntries(
    [...section.matchAll(/```(js|sh)\n([^]*?)```/g)].map(([, language = '', text = '']): [string, string] => [
      language,
      text,
    ]),
  );
  host = await startFunctionHost({ guard: blocks['js']! });
  tollgate = await startInstallation({ env: { AWS_ENDPOINT_URL_LAMBDA: host.url } });
  // The keys are in a file, as the first start writes them: the lines read them from there.
  terminal = await openTerminal(tollgate.awsEnvironment);
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
  await terminal?.close();
});

test('the README’s Lambda authorizer and signed call, by aws-cli and curl, line by line', async () => {
  const lines = blocks['sh']!.replaceAll('localhost:8080', `localhost:${tollgate.gateways[0]!.httpPort}`);
  const { stdout } = await terminal.type(`set -e\n${lines}`);
  expect(stdout.match(/^.* \d{3}$/gm)).toEqual([
    '{"message":"Unauthorized"} 401',
    '{"message":"Unauthorized"} 401',
    'hello, dogs 200',
    // Nobody has a tenant there.
    'hello,  200',
  ]);
  expect(stdout).toContain('Using valid authorizer policy for principal');
}, 120_000);
