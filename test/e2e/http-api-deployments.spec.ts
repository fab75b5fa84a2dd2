import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startInstallation, type Installation } from '../support/installation.js';

// From a management call to what callers are answered: all of it is live when the call returns.
let tollgate: Installation;
let client: ApiGatewayV2Client;
let backend: Server;
let backendUrl: string;
beforeAll(async () => {
  tollgate = await startInstallation();
  client = tollgate.clientV2;
  backend = createServer((request, response) => response.end(`${request.method} ${request.url}`));
  await new Promise<void>((listening) => backend.listen(0, '127.0.0.1', listening));
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  backend?.close();
  await tollgate?.close();
});

const urlOf = (apiId: string, path: string) =>
  `http://127.0.0.1:${tollgate.gateways[0]!.httpPort}/_aws/execute-api/${apiId}${path}`;
async function answerOf(apiId: string, path: string, init: RequestInit = {}) {
  const response = await fetch(urlOf(apiId, path), init);
  return `${response.status} ${await response.text()}`;
}

const notFound = '404 {"message":"Not Found"}';

test('an API of one command answers when the command returns, changes when it is changed, and ends', async () => {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: `${backendUrl}/first` }),
  );
  expect(await answerOf(ApiId, '/pets?a=1', { method: 'POST' })).toBe('200 POST /first/pets?a=1');
  await client.send(new UpdateApiCommand({ ApiId, Target: `${backendUrl}/second`, RouteKey: 'GET /pets' }));
  expect(await answerOf(ApiId, '/dogs')).toBe(notFound);
  expect(await answerOf(ApiId, '/pets')).toMatch(/^200 GET \/second/);
  await client.send(new DeleteApiCommand({ ApiId }));
  expect(await answerOf(ApiId, '/pets')).toMatch(/^(403|404) /);
});

test('ten writes at once to a stage with autoDeploy all end live', async () => {
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'many', ProtocolType: 'HTTP' }));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  const before = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  expect(before.LastDeploymentStatusMessage).toBe(
    'Deployment attempt failed: Unable to deploy API because no routes exist in this API',
  );
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: backendUrl,
      PayloadFormatVersion: '1.0',
    }),
  );
  const routes = Array.from({ length: 10 }, (_, index) => `/route${index}`);
  await Promise.all(
    routes.map(async (path) => {
      const RouteKey = `GET ${path}`;
      await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target: `integrations/${IntegrationId}` }));
      expect(await answerOf(ApiId, path)).toMatch(/^200 /);
    }),
  );
  for (const path of routes) expect(await answerOf(ApiId, path)).toMatch(/^200 /);
  const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId, MaxResults: '50' }));
  expect(Items).toHaveLength(10);
  expect(new Set(Items.map((one) => `${one.DeploymentStatus} ${one.AutoDeployed}`))).toEqual(
    new Set(['DEPLOYED true']),
  );
  expect(Items[0]?.DeploymentId).toBe(stage.DeploymentId);
});

test('a stage without autoDeploy serves what is deployed to it, and goes back', async () => {
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'by hand', ProtocolType: 'HTTP' }));
  const integration = (path: string) => ({
    ApiId,
    IntegrationType: 'HTTP_PROXY' as const,
    IntegrationMethod: 'GET',
    IntegrationUri: `${backendUrl}${path}`,
    PayloadFormatVersion: '1.0',
  });
  const { IntegrationId } = await client.send(new CreateIntegrationCommand(integration('/first')));
  const Target = `integrations/${IntegrationId}`;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a', Target }));
  const first = await client.send(new CreateDeploymentCommand({ ApiId, Description: 'first' }));
  expect(first).toMatchObject({ DeploymentStatus: 'DEPLOYED', AutoDeployed: false, Description: 'first' });
  const StageName = 'prod';
  await client.send(new CreateStageCommand({ ApiId, StageName, DeploymentId: first.DeploymentId }));
  expect(await answerOf(ApiId, '/prod/a')).toBe('200 GET /first');

  await client.send(new UpdateIntegrationCommand({ IntegrationId, ...integration('/second') }));
  expect(await answerOf(ApiId, '/prod/a')).toBe('200 GET /first');
  await client.send(new CreateDeploymentCommand({ ApiId, StageName }));
  expect(await answerOf(ApiId, '/prod/a')).toBe('200 GET /second');
  await client.send(new UpdateStageCommand({ ApiId, StageName, DeploymentId: first.DeploymentId }));
  expect(await answerOf(ApiId, '/prod/a')).toBe('200 GET /first');
  await client.send(new UpdateStageCommand({ ApiId, StageName, AutoDeploy: true }));
  expect(await answerOf(ApiId, '/prod/a')).toBe('200 GET /second');
});
