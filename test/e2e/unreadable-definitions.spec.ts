import {
  CreateDeploymentCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  TestInvokeMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { startInstallation, type Installation } from '../support/installation.js';

// What cannot be read holds no deployment up (found): the deployment is live, and only the calls that come to
// it fail.
let tollgate: Installation;
let restApiId: string;
let deploymentId: string;

beforeAll(async () => {
  tollgate = await startInstallation();
  const imported = await tollgate.client.send(new ImportRestApiCommand({ body: document() }));
  restApiId = imported.id!;
  const deployment = await tollgate.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' }));
  deploymentId = deployment.id!;
});
afterAll(() => tollgate?.close());

const mock = (request: string, response = '{"ok":true}', more: object = {}) => ({
  get: {
    responses: { 200: {}, 400: {} },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': request },
      responses: {
        default: { statusCode: '200', responseTemplates: { 'application/json': response } },
        ...more,
      },
    },
  },
});
const document = () =>
  Buffer.from(
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'unreadable', version: '1' },
      paths: {
        '/good': mock('{"statusCode": 200}'),
        '/escaped': mock('{"data": $input.params(\\"data\\")}'),
        '/open': mock('#if(true){"statusCode": 200}'),
        '/stray': mock('{"statusCode": 200}#end'),
        '/comma': mock('#set($m = {"a": 1,}){"statusCode": 200}'),
        '/response': mock('{"statusCode": 200}', '#if('),
        '/pattern': mock('{"statusCode": 500}', '{}', { '(': { statusCode: '400' } }),
        '/java': mock('{"statusCode": 400}', '{}', {
          '(?<=x|)\\p{Nd}[0-9&&[^1-9]]{2}': {
            statusCode: '400',
            responseTemplates: { 'application/json': '"Java\'s"' },
          },
        }),
        '/lenient': mock('{"statusCode": 200}', '{"a": "$input.params(data)", "b": $input.json($)}#* note'),
      },
    }),
  );

const call = async (path: string) => {
  const response = await tollgate.invoke(restApiId, `/v1${path}`);
  return { status: response.status, body: await response.text() };
};

test.each(['/escaped', '/open', '/stray', '/comma', '/response', '/pattern'])(
  '%s responds 500, by itself',
  async (path) => {
    const { status, body } = await call(path);
    expect([status, body]).toEqual([500, '{"message": "Internal server error"}']);
  },
);

test('all else of the API is served, what Java and Velocity read among it', async () => {
  expect(await call('/good')).toEqual({ status: 200, body: '{"ok":true}' });
  expect(await call('/java')).toEqual({ status: 400, body: '"Java\'s"' });
  expect(await call('/lenient')).toEqual({ status: 200, body: '{"a": "", "b": $input.json($)}' });
});

test('the author is shown what cannot be read', async () => {
  const path = `/_tollgate/v1/restapis/${restApiId}/deployments/${deploymentId}/diagnostics`;
  const response = await tollgate.signedGet(path);
  expect(response.status).toBe(200);
  const { diagnostics } = (await response.json()) as {
    diagnostics: { at: string; code: string; severity: string; message: string }[];
  };
  expect(diagnostics.map(({ at, code, severity }) => `${severity} ${code} ${at}`).sort()).toEqual([
    'warning bad-selection-pattern GET /pattern',
    'warning bad-template GET /comma',
    'warning bad-template GET /escaped',
    'warning bad-template GET /open',
    'warning bad-template GET /response',
    'warning bad-template GET /stray',
  ]);
  expect((await tollgate.signedGet(path.replace(deploymentId, 'zzzzzz'))).status).toBe(404);
});

test('TestInvokeMethod runs such a method, and its log says what failed', async () => {
  const { items } = await tollgate.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  const run = (path: string) =>
    tollgate.client.send(
      new TestInvokeMethodCommand({
        restApiId,
        resourceId: items!.find((item) => item.path === path)!.id!,
        httpMethod: 'GET',
      }),
    );
  const { status, body, log } = await run('/open');
  expect([status, body]).toEqual([500, '{"message": "Internal server error"}']);
  expect(log).toContain('Execution failed due to configuration error: Unable to transform request');
  expect((await run('/response')).log).toContain('configuration error: Unable to transform response');
});
