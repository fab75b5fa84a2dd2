import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateVpcLinkCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateIntegrationCommand,
  type APIGatewayClient,
  type PutIntegrationCommandInput,
} from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy } from '../support/definitions.js';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { startInstallation, type Installation } from '../support/installation.js';

// Responses that stream, from the definition by the SDK to the bytes at the caller: what a backend or a
// function has said is here while the rest has not been said yet.
const loadBalancerArn =
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/stories/50dc6c495c0c9188';
const streamingUri = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/response-streaming-invocations`;
/** Says its first word, and the second when `/wait` responds. */
const story = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const out = awslambda.HttpResponseStream.from(stream, {
    statusCode: 202, headers: { 'content-type': 'text/plain', 'x-teller': 'function' }, cookies: ['a=1', 'b=2'],
  });
  out.write('once ');
  await fetch(event.headers['x-wait']);
  out.write('upon a time');
  out.end();
});`;

let tollgate: Installation;
let host: FunctionHost;
let backend: Server;
let origin: string;
/** Responses that wait for their second word, and calls of functions that wait for theirs. */
const waiting: (() => void)[] = [];
const hosts: (string | undefined)[] = [];
let restApiId: string;
let client: APIGatewayClient;

beforeAll(async () => {
  backend = createServer((request, response) => {
    if (request.url === '/wait') return void waiting.push(() => response.end());
    hosts.push(request.headers.host);
    tell(response);
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  origin = `127.0.0.1:${(backend.address() as AddressInfo).port}`;
  host = await startFunctionHost({ story });
  tollgate = await startInstallation({
    env: {
      AWS_ENDPOINT_URL_LAMBDA: host.url,
      TOLLGATE_VPC_LINK_TARGETS: `${loadBalancerArn}=${origin}`,
    },
  });
  ({ client } = tollgate);
});
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
  backend.closeAllConnections();
  backend.close();
});

function tell(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'text/plain', 'x-teller': 'backend' });
  response.write('once ');
  waiting.push(() => response.end('upon a time'));
}

type Story = Partial<PutIntegrationCommandInput> & Pick<PutIntegrationCommandInput, 'type' | 'uri'>;

/** A method at `/dev/{name}` with this integration, which streams. */
async function put(rootId: string, name: string, integration: Story): Promise<string> {
  const resourceId = await createResource(client, restApiId, rootId, name);
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await client.send(
    new PutIntegrationCommand({
      ...at,
      integrationHttpMethod: integration.type === 'AWS_PROXY' ? 'POST' : 'GET',
      responseTransferMode: 'STREAM',
      ...integration,
    }),
  );
  return resourceId;
}

test('HTTP_PROXY, AWS_PROXY and what is behind a load balancer stream their responses', async () => {
  let rootId: string;
  ({ restApiId, rootId } = await createApi(client, 'stories'));
  const { id: linkId } = await client.send(
    new CreateVpcLinkCommand({ name: 'stories', targetArns: [loadBalancerArn] }),
  );
  const backendId = await put(rootId, 'backend', { type: 'HTTP_PROXY', uri: `http://${origin}/` });
  await put(rootId, 'function', {
    type: 'AWS_PROXY',
    uri: streamingUri('story'),
    timeoutInMillis: 900_000,
  });
  await put(rootId, 'target', {
    type: 'HTTP_PROXY',
    uri: 'http://stories.internal/',
    connectionType: 'VPC_LINK',
    connectionId: linkId!,
    integrationTarget: loadBalancerArn,
  });
  await deploy(client, restApiId, 'dev');

  for (const [name, teller] of [
    ['backend', 'backend'],
    ['function', 'function'],
    ['target', 'backend'],
  ] as const) {
    const response = await tollgate.invoke(restApiId, `/dev/${name}`, {
      headers: { 'x-wait': `http://${origin}/wait` },
    });
    const body = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect([name, response.status, response.headers.get('x-teller'), (await body.read()).value]).toEqual([
      name,
      202,
      teller,
      'once ',
    ]);
    await waitFor(() => waiting.length > 0, { describe: `${name} waits` });
    waiting.shift()!();
    let rest = '';
    for (let piece = await body.read(); !piece.done; piece = await body.read()) rest += piece.value;
    expect(rest).toBe('upon a time');
    if (name === 'function') expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  }
  expect(hosts.at(-1)).toBe('stories.internal');

  // A response that does not stream may not take so long.
  const at = { restApiId, resourceId: backendId, httpMethod: 'GET' };
  const replace = (path: string, value: string) =>
    client.send(new UpdateIntegrationCommand({ ...at, patchOperations: [{ op: 'replace', path, value }] }));
  expect(await replace('/timeoutInMillis', '900000')).toMatchObject({ timeoutInMillis: 900_000 });
  await replace('/timeoutInMillis', '1000');
  expect(await replace('/responseTransferMode', 'BUFFERED')).toMatchObject({
    responseTransferMode: 'BUFFERED',
  });
  await expect(replace('/timeoutInMillis', '900000')).rejects.toMatchObject({ name: 'BadRequestException' });
});
