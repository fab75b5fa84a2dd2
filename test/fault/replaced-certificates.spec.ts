import { connect } from 'node:tls';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { CreateBasePathMappingCommand, CreateDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { Agent, request } from 'undici';
import { makeTestCertificate, waitFor, type TestCertificate } from '#libs/testing';
import { X509Certificate } from 'node:crypto';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

const domainName = 'api.example.com';
const connections = 200;
let tollgate: Installation;
let acm: ACMClient;
let root: TestCertificate;
let arn: string;
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  const { client } = tollgate;
  acm = new ACMClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: client.config.credentials,
  });
  root = await makeTestCertificate({ subject: 'CN=Root', authority: true });
  arn = await importNext(await next());
  const { restApiId, rootId } = await createApi(client, 'replaced');
  const pets = await createResource(client, restApiId, rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId: pets, body: '"pets"' });
  await deploy(client, restApiId, 'prod');
  await client.send(
    new CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: arn,
      endpointConfiguration: { types: ['REGIONAL'] },
    }),
  );
  await client.send(new CreateBasePathMappingCommand({ domainName, restApiId, stage: 'prod' }));
});
afterAll(() => tollgate?.close());

const next = () => makeTestCertificate({ subject: `CN=${domainName}`, names: [domainName], issuer: root });

async function importNext(one: TestCertificate): Promise<string> {
  const input = {
    Certificate: Buffer.from(one.certificate),
    PrivateKey: Buffer.from(one.privateKey),
    CertificateChain: Buffer.from(root.certificate),
    ...(arn !== undefined && { CertificateArn: arn }),
  };
  return (await acm.send(new ImportCertificateCommand(input))).CertificateArn!;
}

/** What a new handshake shows; its chain is checked. */
const shownBy = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const ca = root.certificate;
    const socket = connect({ host: '127.0.0.1', port, servername: domainName, ca }, () => {
      resolve(socket.getPeerX509Certificate()!.serialNumber);
      socket.destroy();
    });
    socket.on('error', reject);
  });

test('a certificate is replaced under 200 connections and load: no request fails, and new handshakes show the next', async () => {
  const { httpsPort } = tollgate.gateways[0]!;
  const agent = new Agent({
    connections,
    connect: { ca: root.certificate, servername: domainName, timeout: 60_000 },
  });
  let running = true;
  const failures: unknown[] = [];
  let served = 0;
  const calls = Array.from({ length: connections }, async () => {
    while (running) {
      try {
        const { statusCode, body } = await request(`https://127.0.0.1:${httpsPort}/pets`, {
          dispatcher: agent,
          headers: { host: domainName },
        });
        const text = await body.text();
        if (statusCode === 200 && text === '"pets"') served += 1;
        else failures.push([statusCode, text]);
      } catch (error) {
        failures.push(error);
      }
    }
  });
  try {
    await waitFor(() => served > connections, { describe: 'all connections to be in use' });
    for (let round = 0; round < 5; round += 1) {
      const before = served;
      const one = await next();
      await importNext(one);
      const { serialNumber } = new X509Certificate(one.certificate);
      for (const gateway of tollgate.gateways)
        await waitFor(async () => (await shownBy(gateway.httpsPort)) === serialNumber, {
          describe: 'the gateway to show the next certificate',
        });
      await waitFor(() => served > before + connections, { describe: 'requests to go on' });
    }
  } finally {
    running = false;
    await Promise.all(calls);
    await agent.close();
  }
  expect(failures).toEqual([]);
});
