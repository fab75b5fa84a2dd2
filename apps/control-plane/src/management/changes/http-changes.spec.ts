import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDeploymentCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiMappingCommand,
  DeleteRouteCommand,
  GetApiMappingsCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { startV2Plane, type V2Plane } from '../../testing/start-v2-plane.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

const get = async (path: string) => {
  const response = await v2.plane.signedFetch(`/_tollgate/v1/apis/${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const route = (ApiId: string, RouteKey: string) => client.send(new CreateRouteCommand({ ApiId, RouteKey }));

async function deployedApi() {
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP' }));
  const changed = await route(ApiId, 'GET /changed');
  const removed = await route(ApiId, 'GET /removed');
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }));
  const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  return { ApiId, DeploymentId, changed: changed.RouteId, removed: removed.RouteId };
}

test('drift of a stage and the difference of deployments name routes by their keys', async () => {
  const { ApiId, DeploymentId, changed, removed } = await deployedApi();
  expect((await get(`${ApiId}/stages/prod/drift`)).body).toMatchObject({
    deploymentId: DeploymentId,
    drifted: false,
    added: [],
    changed: [],
    removed: [],
  });
  await route(ApiId, 'GET /added');
  await client.send(new UpdateRouteCommand({ ApiId, RouteId: changed, OperationName: 'op' }));
  await client.send(new DeleteRouteCommand({ ApiId, RouteId: removed }));
  const changes = {
    added: [{ kind: 'Route', name: 'GET /added' }],
    changed: [{ kind: 'Route', name: 'GET /changed', at: ['/operationName'] }],
    removed: [{ kind: 'Route', name: 'GET /removed' }],
  };
  expect((await get(`${ApiId}/stages/prod/drift`)).body).toMatchObject({ drifted: true, ...changes });
  const { DeploymentId: second } = await client.send(new CreateDeploymentCommand({ ApiId }));
  expect((await get(`${ApiId}/deployments/${DeploymentId}/diff/${second}`)).body).toMatchObject({
    from: { deploymentId: DeploymentId },
    to: { deploymentId: second },
    ...changes,
  });
});

test('the history has what was moved by hand and by writes, newest first', async () => {
  const { ApiId, DeploymentId } = await deployedApi();
  await client.send(new UpdateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true }));
  await route(ApiId, 'GET /more');
  await client.send(new UpdateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: false, DeploymentId }));
  const { body } = await get(`${ApiId}/stages/prod/history`);
  const items = body.items as {
    operation: string;
    from: object | null;
    to: { deploymentId: string } | null;
  }[];
  // What autoDeploy finds already served is not deployed again.
  expect(items.map(({ operation }) => operation)).toEqual(['UpdateStage', 'AutoDeploy', 'CreateDeployment']);
  expect(items[0]?.to?.deploymentId).toBe(DeploymentId);
  expect(items[0]?.from).toEqual(items[1]?.to);
});

test('the diagnostics of a deployment: what the compiler says, and a way round mutual TLS while a stage serves it', async () => {
  const { ApiId, DeploymentId } = await deployedApi();
  const diagnosticsOf = async () => (await get(`${ApiId}/deployments/${DeploymentId}/diagnostics`)).body;
  const said = ['GET /changed', 'GET /removed'].map((at) => ({
    code: 'route-without-target',
    severity: 'warning',
    at,
    message: `${at}: the route has no target and answers 404`,
  }));
  expect(await diagnosticsOf()).toEqual({ apiId: ApiId, deploymentId: DeploymentId, diagnostics: said });
  const DomainName = await v2.newDomain();
  await client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod' }));
  await v2.plane.query(
    `UPDATE domain_names SET mutual_tls_authentication = '{"truststoreUri":"s3://a/b"}' WHERE domain_name = '${DomainName}'`,
  );
  expect(await diagnosticsOf()).toMatchObject({
    diagnostics: [...said, { code: 'open-default-endpoint', severity: 'warning', at: 'Api' }],
  });
  await client.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId: await mappingOf(DomainName) }));
  expect(await diagnosticsOf()).toMatchObject({ diagnostics: said });
});

const mappingOf = async (DomainName: string) =>
  (await client.send(new GetApiMappingsCommand({ DomainName }))).Items?.[0]?.ApiMappingId;

test('the rollout says what the stage should serve; of what is not there it is a 404', async () => {
  const { ApiId, DeploymentId } = await deployedApi();
  expect((await get(`${ApiId}/stages/prod/rollout`)).body).toMatchObject({
    stageName: 'prod',
    deploymentId: DeploymentId,
    published: null,
  });
  await client.send(new CreateStageCommand({ ApiId, StageName: 'waiting' }));
  for (const path of [
    `${ApiId}/stages/nope/drift`,
    `${ApiId}/stages/waiting/drift`,
    `${ApiId}/stages/waiting/rollout`,
    `${ApiId}/stages/nope/history`,
    `${ApiId}/deployments/${DeploymentId}/diff/nope`,
    `nope/stages/prod/drift`,
    `${ApiId}/deployments/nope/diagnostics`,
    `nope/deployments/${DeploymentId}/diagnostics`,
    // An API of the other version.
    `${v2.ApiId}/stages/prod/history`,
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
});
