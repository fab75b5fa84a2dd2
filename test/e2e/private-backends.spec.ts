import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateVpcLinkCommand,
  DeleteClientCertificateCommand,
  DeleteRestApiCommand,
  DeleteVpcLinkCommand,
  GenerateClientCertificateCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import pg from 'pg';
import { generate } from 'selfsigned';
import { createApi, deploy } from '../support/definitions.js';
import { startUpstream } from '../support/upstream.js';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
let folder: string;
let serverPair: { cert: string; key: string };
let behindLink: Awaited<ReturnType<typeof startUpstream>>;
const targetArn =
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/orders/50dc6c495c0c9188';
const servers: Server[] = [];

beforeAll(async () => {
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  serverPair = { cert: pair.cert, key: pair.private };
  folder = await mkdtemp(join(tmpdir(), 'tollgate-ca-'));
  await writeFile(join(folder, 'ca.pem'), pair.cert);
  behindLink = await startUpstream();
  tollgate = await startInstallation({
    env: {
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      TOLLGATE_VPC_LINK_TARGETS: `${targetArn}=${new URL(behindLink.url).host}`,
    },
  });
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await behindLink.close();
  await tollgate?.close();
  await rm(folder, { recursive: true, force: true });
});

/** An HTTPS backend that lets nobody in but who shows this certificate. */
async function startPrivateBackend(clientCertificate: string): Promise<string> {
  const server = createServer(
    { ...serverPair, requestCert: true, rejectUnauthorized: true, ca: [clientCertificate] },
    (_, response) => response.end('let in'),
  );
  servers.push(server);
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return `https://localhost:${(server.address() as AddressInfo).port}/`;
}

test('a backend that requires the client certificate of the stage is reached with it, verified both ways, from the moment it is set until it is removed', async () => {
  const { client } = tollgate;
  const { clientCertificateId, pemEncodedCertificate } = await client.send(
    new GenerateClientCertificateCommand({}),
  );
  const uri = await startPrivateBackend(pemEncodedCertificate!);
  const { restApiId, rootId: resourceId } = await createApi(client, 'certified');
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await client.send(
    new PutIntegrationCommand({ ...at, type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri }),
  );
  await deploy(client, restApiId, 'dev');
  const show = (value: string) =>
    client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/clientCertificateId', value }],
      }),
    );
  const status = async () => (await tollgate.invoke(restApiId, '/dev/')).status;

  expect(await status()).toBeGreaterThanOrEqual(500);
  await show(clientCertificateId!);
  const response = await tollgate.invoke(restApiId, '/dev/');
  expect([response.status, await response.text()]).toEqual([200, 'let in']);

  const deletion = client.send(new DeleteClientCertificateCommand({ clientCertificateId }));
  await expect(deletion).rejects.toMatchObject({ name: 'BadRequestException' });
  expect(await status()).toBe(200);
  await show('');
  expect(await status()).toBeGreaterThanOrEqual(500);
  await client.send(new DeleteClientCertificateCommand({ clientCertificateId }));
});

test('the private key is in the database and in the feed nowhere in clear', async () => {
  await tollgate.client.send(new GenerateClientCertificateCommand({}));
  const database = new pg.Client(tollgate.postgres.url);
  await database.connect();
  const { rows } = await database.query<{ text: string }>(
    `SELECT c::text AS text FROM client_certificates c UNION ALL SELECT p::text FROM published_documents p
      WHERE kind = 'client-certificate' AND body IS NOT NULL`,
  );
  await database.end();
  expect(rows.length).toBeGreaterThanOrEqual(2);
  for (const { text } of rows) expect(text).not.toContain('PRIVATE KEY');
});

test('an integration goes through a VPC link to what the operator has put behind its load balancer, as long as the link is there', async () => {
  const { client } = tollgate;
  const link = await client.send(new CreateVpcLinkCommand({ name: 'orders', targetArns: [targetArn] }));
  const { restApiId, rootId: resourceId } = await createApi(client, 'linked');
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  const integration = {
    ...at,
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'GET',
    uri: 'http://orders.internal/all',
    connectionType: 'VPC_LINK',
  } as const;
  await client.send(new PutIntegrationCommand({ ...integration, connectionId: link.id }));
  await deploy(client, restApiId, 'dev');
  const response = await tollgate.invoke(restApiId, '/dev/');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ url: '/all', headers: { host: 'orders.internal' } });

  const refused = client.send(new DeleteVpcLinkCommand({ vpcLinkId: link.id }));
  await expect(refused).rejects.toMatchObject({ name: 'BadRequestException' });
  const byVariable = { connectionId: '${stageVariables.link}' };
  await client.send(new PutIntegrationCommand({ ...integration, ...byVariable }));
  await deploy(client, restApiId, 'dev');
  const status = async () => (await tollgate.invoke(restApiId, '/dev/')).status;
  expect(await status()).toBe(500);
  const variable = { op: 'replace', path: '/variables/link', value: link.id } as const;
  await client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations: [variable] }));
  expect(await status()).toBe(200);
  // A link that only a stage variable names can be deleted, and is gone for the next request.
  await client.send(new DeleteVpcLinkCommand({ vpcLinkId: link.id }));
  expect(await status()).toBe(500);
  await client.send(new DeleteRestApiCommand({ restApiId }));
});
