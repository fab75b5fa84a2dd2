import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayV2Client, CreateStageCommand, ImportApiCommand } from '@aws-sdk/client-apigatewayv2';
import { startInstallation, type Installation } from '../support/installation.js';
import { startUpstream } from '../support/upstream.js';
import { publishedDocuments } from './http-api-documents.js';

// Documents as they are published for HTTP APIs: each is imported, is live when its stage is made, and
// answers.
let tollgate: Installation;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let lambda: Server;
let client: ApiGatewayV2Client;

/** Says which function was called for which route; `guard` lets in who asks for it. */
function answerOf(name: string, event: Readonly<Record<string, unknown>>): unknown {
  if (name !== 'guard') return `${name} ${String(event['routeKey'])}`;
  const headers = event['headers'] as Readonly<Record<string, string>>;
  return { isAuthorized: headers['x-token'] === 'let me in' };
}

beforeAll(async () => {
  upstream = await startUpstream();
  lambda = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const name = /function(?::|%3A)(\w+)\/invocations/i.exec(request.url ?? '')?.[1] ?? '';
      const event = JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, unknown>>;
      response.end(JSON.stringify(answerOf(name, event)));
    });
  }).listen(0, '127.0.0.1');
  await once(lambda, 'listening');
  tollgate = await startInstallation({
    env: {
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    },
  });
  const { credentials } = tollgate.client.config;
  client = new ApiGatewayV2Client({ endpoint: tollgate.controlPlaneUrl, region: 'us-east-1', credentials });
});
afterAll(async () => {
  client?.destroy();
  await tollgate?.close();
  lambda?.closeAllConnections();
  lambda?.close();
  await upstream?.close();
});

const names = Object.keys(publishedDocuments('http://backend.test'));

test('there are ten of them at least', () => expect(names.length).toBeGreaterThanOrEqual(10));

test.each(names)('%s: is imported, deployed and answers', async (name) => {
  const { document, answers } = publishedDocuments(upstream.url)[name]!;
  const { ApiId } = await client.send(new ImportApiCommand({ Body: JSON.stringify(document) }));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  for (const { path, init, status, contains, header } of answers) {
    const response = await tollgate.invoke(ApiId!, path, init);
    const body = await response.text();
    expect({ path, status: response.status, body }).toMatchObject({ path, status });
    if (contains !== undefined) expect(body).toContain(contains);
    if (header) expect(response.headers.get(header[0])).toBe(header[1]);
  }
});
