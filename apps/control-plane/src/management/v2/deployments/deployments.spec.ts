import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetRoutesCommand,
  GetStageCommand,
  UpdateDeploymentCommand,
  UpdateRouteCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { refusalOf } from '../../../testing/refusal-of.js';
import { refusedUnchanged } from '../../../testing/refused-unchanged.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

const refused = (call: () => Promise<unknown>) => refusedUnchanged(v2.plane, call);
async function newApi(...routeKeys: readonly string[]): Promise<string> {
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'pets', ProtocolType: 'HTTP' }));
  for (const RouteKey of routeKeys) await client.send(new CreateRouteCommand({ ApiId, RouteKey }));
  return ApiId;
}

describe('CreateDeployment', () => {
  test('201: a deployment, and the stage points to it', async () => {
    const ApiId = await newApi('GET /a');
    await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }));
    const { $metadata, ...made } = await client.send(
      new CreateDeploymentCommand({ ApiId, StageName: 'prod', Description: 'd' }),
    );
    expect($metadata.httpStatusCode).toBe(201);
    // No worker runs beside this control plane, and nobody waits for it.
    expect(made).toEqual({
      AutoDeployed: false,
      CreatedDate: expect.any(Date) as Date,
      DeploymentId: expect.stringMatching(/^[a-z0-9]+$/) as string,
      DeploymentStatus: 'PENDING',
      Description: 'd',
    });
    expect(await client.send(new GetStageCommand({ ApiId, StageName: 'prod' }))).toMatchObject({
      DeploymentId: made.DeploymentId,
    });
  });

  test('400: nothing to serve', async () => {
    const ApiId = await newApi();
    expect(await refused(() => client.send(new CreateDeploymentCommand({ ApiId })))).toBe(
      '400 BadRequestException: Unable to deploy API because no routes exist in this API',
    );
  });

  test('201: a WebSocket API whose routes can be served, and 400 with the reason for one that cannot', async () => {
    const { ApiId } = await client.send(
      new CreateApiCommand({
        Name: 'chat',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      }),
    );
    const { RouteId } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'join' }));
    expect(await client.send(new CreateDeploymentCommand({ ApiId }))).toMatchObject({
      AutoDeployed: false,
      DeploymentStatus: 'PENDING',
    });
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, ApiKeyRequired: true }));
    expect(await refused(() => client.send(new CreateDeploymentCommand({ ApiId })))).toBe(
      '400 BadRequestException: join: API keys can be required on the $connect route only',
    );
  });

  test('404: an unknown stage or API, and 400: too long a description', async () => {
    const ApiId = await newApi('GET /a');
    const create = (input: object) =>
      refused(() => client.send(new CreateDeploymentCommand({ ApiId, ...input })));
    expect(await create({ StageName: 'nope' })).toMatch(/^404 NotFoundException: Invalid stage/);
    expect(await create({ ApiId: 'nope' })).toMatch(/^404 NotFoundException: Invalid API/);
    expect(await create({ Description: 'x'.repeat(1025) })).toMatch(/^400 BadRequestException/);
  });
});

test('GetDeployments: 200, newest first, by pages', async () => {
  const ApiId = await newApi('GET /a');
  const made: (string | undefined)[] = [];
  for (let index = 0; index < 3; index += 1) {
    made.unshift((await client.send(new CreateDeploymentCommand({ ApiId }))).DeploymentId);
  }
  const first = await client.send(new GetDeploymentsCommand({ ApiId, MaxResults: '2' }));
  const second = await client.send(
    new GetDeploymentsCommand({ ApiId, MaxResults: '2', NextToken: first.NextToken }),
  );
  expect([...first.Items!, ...second.Items!].map(({ DeploymentId }) => DeploymentId)).toEqual(made);
  expect(await refusalOf(client.send(new GetDeploymentsCommand({ ApiId: 'nope' })))).toMatch(/^404/);
  expect(await refusalOf(client.send(new GetDeploymentCommand({ ApiId, DeploymentId: 'nope' })))).toMatch(
    /^404 NotFoundException: Invalid Deployment identifier/,
  );
});

test('UpdateDeployment and DeleteDeployment: one that a stage serves stays', async () => {
  const ApiId = await newApi('GET /a');
  const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId, Description: 'd' }));
  const at = { ApiId, DeploymentId };
  expect(await client.send(new UpdateDeploymentCommand({ ...at, Description: 'e' }))).toMatchObject({
    Description: 'e',
  });
  expect(await client.send(new UpdateDeploymentCommand(at))).toMatchObject({ Description: 'e' });
  expect(
    (await client.send(new UpdateDeploymentCommand({ ...at, Description: '' }))).Description,
  ).toBeUndefined();
  await client.send(new CreateStageCommand({ ...at, StageName: 'prod' }));
  expect(await refused(() => client.send(new DeleteDeploymentCommand(at)))).toBe(
    '400 BadRequestException: Active stages pointing to this deployment must be moved or deleted',
  );
  const { DeploymentId: other } = await client.send(
    new CreateDeploymentCommand({ ApiId, StageName: 'prod' }),
  );
  expect(other).not.toBe(DeploymentId);
  expect((await client.send(new DeleteDeploymentCommand(at))).$metadata.httpStatusCode).toBe(204);
  expect(await refused(() => client.send(new DeleteDeploymentCommand(at)))).toMatch(/^404/);
  expect(await refused(() => client.send(new UpdateDeploymentCommand({ ...at, Description: 'x' })))).toMatch(
    /^404/,
  );
});

test('of automatic deployments those stay that are served, and the last 20', async () => {
  const ApiId = await newApi('GET /a');
  const { Items: routes } = await client.send(new GetRoutesCommand({ ApiId }));
  const RouteId = routes?.[0]?.RouteId;
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  for (let index = 0; index < 23; index += 1) {
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: `GET /a${index}` }));
  }
  const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId, MaxResults: '100' }));
  expect(Items).toHaveLength(21);
  const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  expect(Items[0]?.DeploymentId).toBe(stage.DeploymentId);
});
