import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  CreateVpcLinkCommand,
  TagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { generate } from 'selfsigned';
import { startInstallation, type Installation } from '../support/installation.js';

// Load balancers behind VPC links of version 2, which speak TLS; the gateway trusts the first one's
// certificate.
let tollgate: Installation;
let client: ApiGatewayV2Client;
let folder: string;
let trusted: Backend;
let untrusted: Backend;

interface Backend {
  readonly arn: string;
  readonly target: string;
  readonly cert: string;
  close(): Promise<void>;
}

const name = 'orders.internal';

/** Answers with the version of HTTP, the host that was asked for, and the path. */
async function startBackend(id: string): Promise<Backend> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const server: Http2SecureServer = createSecureServer({ cert, key, allowHTTP1: true }, (request, response) =>
    response.end(`${request.httpVersion} ${request.authority ?? request.headers.host} ${request.url}`),
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('sessionError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    arn: `arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/${id}/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cert,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

beforeAll(async () => {
  [trusted, untrusted] = await Promise.all([startBackend('trusted'), startBackend('untrusted')]);
  folder = await mkdtemp(join(tmpdir(), 'tollgate-ca-'));
  await writeFile(join(folder, 'ca.pem'), trusted.cert);
  tollgate = await startInstallation({
    env: {
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      TOLLGATE_VPC_LINK_TARGETS: [trusted, untrusted].map(({ arn, target }) => `${arn}=${target}`).join(),
    },
  });
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
    tollgate.awsEnvironment;
  client = new ApiGatewayV2Client({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  await tollgate?.close();
  await Promise.all([trusted, untrusted].map((backend) => backend?.close()));
  await rm(folder, { recursive: true, force: true });
});

let linkId: string | undefined;

/** An API whose every request goes to the backend; how it is called, `status body`. */
async function apiTo({ arn }: Backend, serverNameToVerify?: string) {
  linkId ??= (await client.send(new CreateVpcLinkCommand({ Name: 'link', SubnetIds: ['subnet-1'] })))
    .VpcLinkId;
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'private', ProtocolType: 'HTTP' }));
  const integration = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: arn,
      ConnectionType: 'VPC_LINK',
      ConnectionId: linkId,
      PayloadFormatVersion: '1.0',
      ...(serverNameToVerify && { TlsConfig: { ServerNameToVerify: serverNameToVerify } }),
    }),
  );
  const Target = `integrations/${integration.IntegrationId}`;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: '$default', Target }));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  const call = async (path = '/list?a=b'): Promise<string> => {
    const response = await tollgate.invoke(ApiId!, path);
    return `${response.status} ${await response.text()}`;
  };
  return { ApiId, call };
}

test('a listener that shows a trusted certificate for the name to verify is called, by that name', async () => {
  const { call } = await apiTo(trusted, name);
  expect(await call()).toBe(`200 1.1 ${name} /list?a=b`);
});

test.each([
  ['for another name', () => trusted, 'other.internal'],
  ['that nobody known has issued', () => untrusted, name],
])('a listener with a certificate %s is not called', async (_, backend, serverName) => {
  const { call } = await apiTo(backend(), serverName);
  expect(await call()).toBe('503 {"message":"Service Unavailable"}');
});

test('with the tag tollgate:http2-backends the same is called over HTTP/2, and checked as well', async () => {
  const { ApiId, call } = await apiTo(trusted, name);
  const tag = (of: typeof ApiId, value: string) =>
    client.send(
      new TagResourceCommand({
        ResourceArn: `arn:aws:apigateway:us-east-1::/apis/${of}`,
        Tags: { 'tollgate:http2-backends': value },
      }),
    );
  expect(await call()).toBe(`200 1.1 ${name} /list?a=b`);
  await tag(ApiId, 'on');
  await waitFor(async () => (await call()).startsWith('200 2.0'));
  expect(await call()).toBe(`200 2.0 ${name} /list?a=b`);
  await tag(ApiId, 'off');
  await waitFor(async () => (await call()).startsWith('200 1.1'));

  const other = await apiTo(untrusted, name);
  await tag(other.ApiId, 'on');
  expect(await other.call()).toBe('503 {"message":"Service Unavailable"}');
});
