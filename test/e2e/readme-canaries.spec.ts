import { startInstallation, type Installation } from '../support/installation.js';
import { openTerminal, readPage, shellBlocks, type ReadersTerminal } from '../support/readers-terminal.js';

// What docs/CANARIES.md tells an operator to type, line by line.
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

/** The API that the page takes for granted: what it answers tells the release. */
const setUp = `
API=$(aws apigateway create-rest-api --name pets --query id --output text)
ROOT=$(aws apigateway get-resources --rest-api-id $API --query 'items[0].id' --output text)
PETS=$(aws apigateway create-resource --rest-api-id $API --parent-id $ROOT --path-part pets --query id --output text)
AT="--rest-api-id $API --resource-id $PETS --http-method GET"
aws apigateway put-method $AT --authorization-type NONE
aws apigateway put-method-response $AT --status-code 200
aws apigateway put-integration $AT --type MOCK --request-templates '{"application/json": "{\\"statusCode\\": 200}"}'
aws apigateway put-integration-response $AT --status-code 200 \
  --response-templates '{"application/json": "canary: $context.isCanaryRequest, backend: $stageVariables.backend\\n"}'
aws apigateway create-deployment --rest-api-id $API --stage-name prod --variables backend=old.example.com
`;

test('CANARIES’s commands, in one terminal', async () => {
  const page = await readPage('docs/CANARIES.md');
  const [call = ''] = /^curl .*x-release.*$/m.exec(page) ?? [];
  const lines = shellBlocks(page)
    // The canary that the page has removed, once more, so that there is one to choose and to guard.
    .replace(call, `${createCanary(page)}\n${asHere(call)}`);
  const tollgateFunction = /^tollgate\(\) \{[^]*?^\}/m.exec(await readPage('docs/CACHING.md'))![0];
  const { stdout, stderr } = await terminal.type(['set -e', tollgateFunction, setUp, lines].join('\n'));
  expect(stderr).toBe('');
  expect(stdout).toContain('canary: true, backend: new.example.com');
  expect(stdout).toMatch(/"percentTraffic": 50/);
  expect(stdout).toContain('"verdict":"wait"');
  expect(stdout).toContain('error-rate<1%,p99<1.2*base,requests>=500,for=10m,then=promote');
}, 300_000);

const createCanary = (page: string): string => /^aws apigateway create-deployment [^]*?'$/m.exec(page)![0];

/** The call, to a gateway here. */
function asHere(call: string): string {
  const port = tollgate.gateways[0]!.httpPort;
  return call.replace(
    /https:\/\/\$API\.execute-api\.example\.com/,
    `http://$API.execute-api.localhost:${port}`,
  );
}
