import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import {
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  UpdateApiCommand,
  CreateDeploymentCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { generate } from 'selfsigned';
import { waitFor } from '#libs/testing';
import { once } from 'node:events';
import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import { startInstallation, type Installation } from '../support/installation.js';
import { newWebSocketApi } from '../support/websocket-definitions.js';

const DomainName = 'chat.example.com';
let tollgate: Installation;
let pair: { cert: string; private: string };
const clients: WebSocket[] = [];
beforeAll(async () => {
  tollgate = await startInstallation();
  pair = await generate([{ name: 'commonName', value: DomainName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: DomainName }] }],
  });
}, 180_000);
afterEach(() => clients.splice(0).forEach((one) => one.terminate()));
afterAll(() => tollgate?.close());

/** Over TLS, whose certificate is verified. */
function open(path: string): WebSocket {
  const tls: ClientOptions & { servername: string } = {
    headers: { Host: DomainName },
    servername: DomainName,
    ca: pair.cert,
  };
  const socket = new WebSocket(`wss://127.0.0.1:${tollgate.gateways[0]!.httpsPort}${path}`, tls);
  socket.on('error', () => undefined);
  clients.push(socket);
  return socket;
}

/** Every name is this machine's. */
const toLoopback: LookupFunction = (_name, options, found) =>
  options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);

async function refusal(path: string): Promise<number | undefined> {
  const [, response] = (await once(open(path), 'unexpected-response')) as [unknown, { statusCode?: number }];
  return response.statusCode;
}

test('a WebSocket API is reached by its own domain, below the mapping key and at no other place', async () => {
  const { clientV2: client } = tollgate;
  const { credentials } = client.config;
  const acm = new ACMClient({ endpoint: tollgate.controlPlaneUrl, region: 'us-east-1', credentials });
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(pair.cert),
      PrivateKey: Buffer.from(pair.private),
    }),
  );
  const { ApiId, route, mock, deploy } = await newWebSocketApi(client);
  await route('$default', await mock('$context.domainName $context.connectionId'));
  await deploy();
  await client.send(
    new CreateDomainNameCommand({ DomainName, DomainNameConfigurations: [{ CertificateArn }] }),
  );
  await client.send(
    new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ApiMappingKey: 'v1/chat' }),
  );

  const socket = open('/v1/chat');
  const received: string[] = [];
  socket.on('message', (data: RawData) => received.push((data as Buffer).toString()));
  await once(socket, 'open');
  socket.send('who am I');
  await waitFor(() => received.length === 1);
  const [domain, ConnectionId] = received[0]!.split(' ');
  expect(domain).toBe(DomainName);
  expect(await refusal('/v2/chat')).toBe(403);

  await client.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  const closed = new WebSocket(
    `ws://127.0.0.1:${tollgate.gateways[0]!.httpPort}/_aws/execute-api/${ApiId}/prod`,
  );
  closed.on('error', () => undefined);
  clients.push(closed);
  const [, response] = (await once(closed, 'unexpected-response')) as [unknown, { statusCode?: number }];
  expect(response.statusCode).toBe(403);
  const again = open('/v1/chat');
  await once(again, 'open');

  // The host of the API is closed to what posts, too; the domain is not.
  const { httpPort, httpsPort } = tollgate.gateways[0]!;
  const post = async (endpoint: string) => {
    const requestHandler = { httpsAgent: new Agent({ ca: pair.cert, lookup: toLoopback }) };
    const posts = new ApiGatewayManagementApiClient({
      endpoint,
      requestHandler,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    await posts.send(new PostToConnectionCommand({ ConnectionId, Data: 'hello' }));
  };
  await expect(post(`http://127.0.0.1:${httpPort}/_aws/execute-api/${ApiId}/prod`)).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  await post(`https://${DomainName}:${httpsPort}/v1/chat`);
  await waitFor(() => received.includes('hello'));
});
