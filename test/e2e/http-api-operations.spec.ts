import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateRoutingRuleCommand,
  CreateStageCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { makeTestCertificate, waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';

// What operators have for HTTP APIs as for REST APIs, on two gateways that keep one snapshot of the past.
let tollgate: Installation;
let client: ApiGatewayV2Client;
let backend: Server;
let backendUrl: string;
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2, env: { TOLLGATE_KEPT_SNAPSHOTS: '1' } });
  client = tollgate.clientV2;
  backend = createServer((incoming, response) => response.end(`${incoming.method} ${incoming.url}`));
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  backend?.close();
});

const bodyAt = async (ApiId: string, path: string, gateway = 0) =>
  (await tollgate.invoke(ApiId, path, { gateway })).text();

/** An API with one route, deployed by hand to the stage `prod`. */
async function newApi(): Promise<{ ApiId: string; IntegrationId: string; first: string }> {
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'operated', ProtocolType: 'HTTP' }));
  const { IntegrationId = '' } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: `${backendUrl}/one`,
      PayloadFormatVersion: '1.0',
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /pets', Target }));
  const { DeploymentId = '' } = await client.send(new CreateDeploymentCommand({ ApiId }));
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod', DeploymentId }));
  return { ApiId, IntegrationId, first: DeploymentId };
}

test('a roll-back to a deployment that no gateway has kept is live on return, and no request falls between', async () => {
  const { ApiId, IntegrationId, first } = await newApi();
  for (const version of ['two', 'three', 'four']) {
    const IntegrationUri = `${backendUrl}/${version}`;
    await client.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationUri }));
    await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  }
  const seen = new Set<string>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) seen.add(await bodyAt(ApiId, '/prod/pets'));
  })();
  await client.send(new UpdateStageCommand({ ApiId, StageName: 'prod', DeploymentId: first }));
  expect([await bodyAt(ApiId, '/prod/pets', 0), await bodyAt(ApiId, '/prod/pets', 1)]).toEqual([
    'GET /one',
    'GET /one',
  ]);
  isStopped = true;
  await watching;
  expect([...seen].filter((body) => body !== 'GET /four' && body !== 'GET /one')).toEqual([]);
  const drift = await tollgate.signedGet(`/_tollgate/v1/apis/${ApiId}/stages/prod/drift`);
  expect(await drift.json()).toMatchObject({ deploymentId: first, drifted: true });
});

test('a request that no route takes is explained, whichever gateway it came to', async () => {
  const { ApiId } = await newApi();
  for (const gateway of [0, 1]) {
    const response = await tollgate.invoke(ApiId, '/prod/nowhere', { gateway });
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
    const id = response.headers.get('apigw-requestid')!;
    const explanation = await waitFor(
      async () => {
        const found = await tollgate.signedGet(`/_tollgate/v1/requests/${encodeURIComponent(id)}`);
        return found.status === 200 ? ((await found.json()) as object) : null;
      },
      { describe: `the explanation of ${id}` },
    );
    expect(explanation).toMatchObject({
      extendedRequestId: id,
      status: 404,
      served: { apiId: ApiId, stageName: 'prod' },
      refusal: { code: 'route.missing' },
      steps: [
        { name: 'selectStage', outcome: 'passed' },
        { name: 'matchRoute', outcome: 'refused' },
      ],
    });
  }
});

test('a routing rule leads to an HTTP API, live on return, before any mapping', async () => {
  const { ApiId } = await newApi();
  const { accessKeyId, secretAccessKey } = await tollgate.client.config.credentials();
  const acm = new ACMClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
  });
  const DomainName = 'rules.example.com';
  const { certificate, privateKey } = await makeTestCertificate({ names: [DomainName] });
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(certificate),
      PrivateKey: Buffer.from(privateKey),
    }),
  );
  await client.send(
    new CreateDomainNameCommand({
      DomainName,
      DomainNameConfigurations: [{ CertificateArn }],
      RoutingMode: 'ROUTING_RULE_ONLY',
    }),
  );
  const call = (path: string, tenant: string, gateway: number) =>
    new Promise<string>((resolve, reject) => {
      const { httpPort: port } = tollgate.gateways[gateway]!;
      const headers = { host: DomainName, 'x-tenant': tenant };
      const outgoing = request({ host: '127.0.0.1', port, path, headers }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve(`${response.statusCode} ${body}`));
      });
      outgoing.on('error', reject).end();
    });
  expect(await call('/shop/pets', 'blue', 0)).toBe('403 {"message":"Forbidden"}');
  await client.send(
    new CreateRoutingRuleCommand({
      DomainName,
      Priority: 1,
      Conditions: [
        { MatchBasePaths: { AnyOf: ['shop'] } },
        { MatchHeaders: { AnyOf: [{ Header: 'x-tenant', ValueGlob: 'blue*' }] } },
      ],
      Actions: [{ InvokeApi: { ApiId, Stage: 'prod', StripBasePath: true } }],
    }),
  );
  for (const gateway of [0, 1]) {
    expect(await call('/shop/pets', 'blue-1', gateway)).toBe('200 GET /one');
    expect(await call('/shop/pets', 'red', gateway)).toBe('403 {"message":"Forbidden"}');
    expect(await call('/pets', 'blue-1', gateway)).toBe('403 {"message":"Forbidden"}');
  }
});
