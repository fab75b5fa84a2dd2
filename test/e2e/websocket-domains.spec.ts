import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import {
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  UpdateApiCommand,
  UpdateDomainNameCommand,
  CreateDeploymentCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { generate } from 'selfsigned';
import { makeTestCertificate, startS3, waitFor, type AwsServer } from '#libs/testing';
import { once } from 'node:events';
import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import { startInstallation, type Installation } from '../support/installation.js';
import { newWebSocketApi } from '../support/websocket-definitions.js';

const DomainName = 'chat.example.com';
let tollgate: Installation;
let s3: AwsServer;
let pair: { cert: string; private: string };
const clients: WebSocket[] = [];
beforeAll(async () => {
  s3 = await startS3('bucket');
  tollgate = await startInstallation({ env: { AWS_ENDPOINT_URL_S3: s3.origin } });
  pair = await generate([{ name: 'commonName', value: DomainName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: DomainName }] }],
  });
}, 180_000);
afterEach(() => clients.splice(0).forEach((one) => one.terminate()));
afterAll(async () => {
  await tollgate?.close();
  await s3?.close();
});

/** Over TLS, whose certificate is verified. */
function open(path: string, shown: Pick<ClientOptions, 'cert' | 'key'> = {}): WebSocket {
  const tls: ClientOptions & { servername: string } = {
    headers: { Host: DomainName },
    servername: DomainName,
    ca: pair.cert,
    ...shown,
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

test('a domain with mutual TLS opens a connection for who shows a certificate of its truststore, and no other', async () => {
  const authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  const caller = await makeTestCertificate({ subject: 'CN=caller', issuer: authority });
  await fetch(`${s3.origin}/bucket/truststore.pem`, { method: 'PUT', body: authority.certificate });
  const demand = (TruststoreUri: string) =>
    tollgate.clientV2.send(
      new UpdateDomainNameCommand({ DomainName, MutualTlsAuthentication: { TruststoreUri } }),
    );
  const before = open('/v1/chat');
  await once(before, 'open');
  await demand('s3://bucket/truststore.pem');
  expect(await refusal('/v1/chat')).toBe(403);
  const stranger = await makeTestCertificate({ subject: 'CN=stranger' });
  const closed = open('/v1/chat', { cert: stranger.certificate, key: stranger.privateKey });
  const [, response] = (await once(closed, 'unexpected-response')) as [unknown, { statusCode?: number }];
  expect(response.statusCode).toBe(403);
  const shown = open('/v1/chat', { cert: caller.certificate, key: caller.privateKey });
  await once(shown, 'open');
  // Who was let in before stays.
  const received: string[] = [];
  before.on('message', (data: RawData) => received.push((data as Buffer).toString()));
  before.send('still here');
  await waitFor(() => received.length === 1);
  await demand('');
  await once(open('/v1/chat'), 'open');
});
