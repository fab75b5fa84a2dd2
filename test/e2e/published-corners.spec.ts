import { CreateDeploymentCommand, GetExportCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway';
import { startInstallation, type Installation } from '../support/installation.js';
import { startUpstream } from '../support/upstream.js';
import type { Backend, Call, Corner } from './corners/corner.js';
import { functionCorners, functions } from './corners/function-corners.js';
import { httpBodyCorners } from './corners/http-body-corners.js';
import { httpCorners } from './corners/http-corners.js';
import { mockCorners } from './corners/mock-corners.js';
import { serviceCorners } from './corners/service-corners.js';
import { templateCorners } from './corners/template-corners.js';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';

// Small definitions, each with a corner that published ones have: as their authors would, they are imported,
// deployed and called; and their export, imported again, is exported alike.
let tollgate: Installation;
let host: FunctionHost;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let backend: Backend;

beforeAll(async () => {
  host = await startFunctionHost(functions);
  upstream = await startUpstream();
  const services = ['SQS', 'DYNAMODB', 'SFN', 'KINESIS', 'S3', 'EVENTBRIDGE'];
  tollgate = await startInstallation({
    env: {
      AWS_ENDPOINT_URL_LAMBDA: host.url,
      ...Object.fromEntries(services.map((name) => [`AWS_ENDPOINT_URL_${name}`, upstream.url])),
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    },
  });
  const region = 'arn:aws:apigateway:us-east-1';
  backend = {
    url: upstream.url,
    functionUri: (name) =>
      `${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`,
    serviceUri: (rest) => `${region}:${rest}`,
  };
});
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
  await upstream?.close();
});

async function deployed(document: object | string, failOnWarnings: boolean): Promise<string> {
  const body = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  const { id } = await tollgate.client.send(new ImportRestApiCommand({ body, failOnWarnings }));
  const variables = {
    host: new URL(backend.url).host,
    version: 'v7',
    function: 'echo',
    alias: 'live',
  };
  await tollgate.client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'v1', variables }));
  return id!;
}

async function exported(restApiId: string, exportType: string): Promise<object> {
  const parameters = { extensions: 'apigateway' };
  const { body } = await tollgate.client.send(
    new GetExportCommand({ restApiId, stageName: 'v1', exportType, parameters }),
  );
  const text = Buffer.from(body!)
    .toString()
    // A policy names its own API, at AWS too: who makes another API of an export writes it short again.
    .replaceAll(`arn:aws:execute-api:us-east-1:000000000000:${restApiId}/`, 'execute-api:/');
  // The one thing that must differ is the API's own host.
  return JSON.parse(text.replaceAll(restApiId, 'api')) as object;
}

/**
 * The response; what the backend was sent is a text in it, which is read as well where the corner says what
 * JSON it is.
 */
function read(text: string, expected: unknown): object {
  const response = JSON.parse(text) as { readonly body?: string };
  const isJsonWithin =
    typeof (expected as { body?: unknown }).body === 'object' && response.body !== undefined;
  return isJsonWithin ? { ...response, body: JSON.parse(response.body) as unknown } : response;
}

async function check(restApiId: string, { path, init, status, body, headers }: Call): Promise<void> {
  const response = await tollgate.invoke(restApiId, `/v1${path}`, init);
  const text = await response.text();
  expect({ status: response.status, text, path }).toMatchObject({ status, path });
  if (typeof body === 'string') expect(text).toBe(body);
  else if (body !== undefined) expect(read(text, body)).toMatchObject(body as object);
  for (const [name, value] of Object.entries(headers ?? {})) {
    expect({ [name]: response.headers.get(name) }).toEqual({ [name]: value });
  }
}

const corners: readonly Corner[] = [
  ...httpCorners,
  ...httpBodyCorners,
  ...functionCorners,
  ...mockCorners,
  ...serviceCorners,
  ...templateCorners,
];

test('no two corners have one name, and there are more than twenty', () => {
  expect(new Set(corners.map(({ name }) => name)).size).toBe(corners.length);
  expect(corners.length).toBeGreaterThan(20);
});

test.each(corners)('$name', async ({ document, calls }) => {
  const source = document(backend);
  const restApiId = await deployed(source, false);
  for (const call of calls) await check(restApiId, call);
  const format = typeof source === 'object' && 'openapi' in source ? 'oas30' : 'swagger';
  const first = await exported(restApiId, format);
  const again = await deployed(first, true);
  expect(await exported(again, format)).toEqual(first);
  for (const call of calls) await check(again, call);
});
