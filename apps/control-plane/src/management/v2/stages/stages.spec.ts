import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDeploymentCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteApiMappingCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
  type CreateStageCommandInput,
  type UpdateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import {
  DeleteClientCertificateCommand,
  GenerateClientCertificateCommand,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { refusedUnchanged } from '../../../testing/refused-unchanged.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
/** With one route, `GET /a`, and a deployment of it. */
let ApiId: string;
let DeploymentId: string | undefined;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());
beforeEach(async () => {
  const api = await client.send(new CreateApiCommand({ Name: 'pets', ProtocolType: 'HTTP' }));
  ApiId = api.ApiId!;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }));
  ({ DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId })));
});

const create = (input: Partial<CreateStageCommandInput> = {}) =>
  client.send(new CreateStageCommand({ ApiId, StageName: 'prod', ...input }));
const update = (input: Partial<UpdateStageCommandInput> = {}) =>
  client.send(new UpdateStageCommand({ ApiId, StageName: 'prod', ...input }));
const refused = (call: () => Promise<unknown>) => refusedUnchanged(v2.plane, call);
const group = 'arn:aws:logs:us-east-1:000000000000:log-group:a';

test('a client certificate that a WebSocket stage shows must be there, and stays', async () => {
  const api = await client.send(
    new CreateApiCommand({ Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: 'a' }),
  );
  const at = { ApiId: api.ApiId, StageName: 'prod' };
  expect(await refused(() => create({ ...at, ClientCertificateId: 'none' }))).toMatch(
    /^404 NotFoundException/,
  );
  const v1 = v2.plane.client;
  const { clientCertificateId = '' } = await v1.send(new GenerateClientCertificateCommand({}));
  expect(await create({ ...at, ClientCertificateId: clientCertificateId })).toMatchObject({
    ClientCertificateId: clientCertificateId,
  });
  const remove = () => v1.send(new DeleteClientCertificateCommand({ clientCertificateId }));
  expect(await refusalOf(remove())).toMatch(/^400 BadRequestException/);
  expect(await refused(() => update({ ...at, ClientCertificateId: 'none' }))).toMatch(
    /^404 NotFoundException/,
  );
  await update({ ...at, ClientCertificateId: '' });
  await remove();
});

describe('CreateStage', () => {
  test('201: a stage as it was given', async () => {
    const { $metadata, ...stage } = await create({
      DeploymentId,
      Description: 'd',
      StageVariables: { a: '1' },
      DefaultRouteSettings: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 1.5 },
      RouteSettings: { 'GET /a': { DetailedMetricsEnabled: true } },
      AccessLogSettings: { DestinationArn: group, Format: '$context.requestId' },
      Tags: { t: 'u' },
    });
    expect($metadata.httpStatusCode).toBe(201);
    expect(stage).toEqual({
      AccessLogSettings: { DestinationArn: group, Format: '$context.requestId' },
      AutoDeploy: false,
      CreatedDate: expect.any(Date) as Date,
      DefaultRouteSettings: {
        DetailedMetricsEnabled: false,
        ThrottlingBurstLimit: 5,
        ThrottlingRateLimit: 1.5,
      },
      DeploymentId,
      Description: 'd',
      LastUpdatedDate: expect.any(Date) as Date,
      RouteSettings: { 'GET /a': { DetailedMetricsEnabled: true } },
      StageName: 'prod',
      StageVariables: { a: '1' },
      Tags: { t: 'u' },
    });
    const { $metadata: _, ...found } = await client.send(new GetStageCommand({ ApiId, StageName: 'prod' }));
    expect(found).toEqual(stage);
  });

  test('201: with autoDeploy the API is deployed to it', async () => {
    const stage = await create({ StageName: '$default', AutoDeploy: true });
    expect(stage.DeploymentId).toMatch(/^[a-z0-9]+$/);
    expect(stage.LastDeploymentStatusMessage).toBe(
      `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`,
    );
  });

  test.each<[string, Partial<CreateStageCommandInput>, RegExp]>([
    ['400: a bad name', { StageName: 'a.b' }, /^400 BadRequestException: Stage name only allows/],
    ['404: an unknown deployment', { DeploymentId: 'nope' }, /^404 NotFoundException: Invalid Deployment/],
    [
      '400: a deployment beside autoDeploy',
      { AutoDeploy: true, DeploymentId: 'nope' },
      /^400 BadRequestException: A stage with autoDeploy/,
    ],
    [
      '404: settings of a route that is not there',
      { RouteSettings: { 'GET /b': {} } },
      /^404 NotFoundException: Unable to find Route by key GET \/b/,
    ],
    [
      '400: execution logs',
      { DefaultRouteSettings: { LoggingLevel: 'INFO' } },
      /^400 BadRequestException: Execution logs are not supported on protocol type HTTP/,
    ],
    ['404: an unknown API', { ApiId: 'nope' }, /^404 NotFoundException: Invalid API identifier specified/],
  ])('%s is refused', async (_, input, refusal) => {
    expect(await refused(() => create(input))).toMatch(refusal);
  });

  test('409: a name that is taken, and 429: an eleventh stage', async () => {
    await create();
    expect(await refused(() => create())).toBe('409 ConflictException: Stage already exists');
    for (let index = 1; index < 10; index += 1) await create({ StageName: `s${index}` });
    expect(await refused(() => create({ StageName: 's10' }))).toMatch(
      /^429 LimitExceededException: Maximum number of stages/,
    );
  });
});

test('GetStages: 200 by pages, 404 of an unknown API', async () => {
  for (const StageName of ['b', 'a', 'c']) await create({ StageName });
  const first = await client.send(new GetStagesCommand({ ApiId, MaxResults: '2' }));
  const second = await client.send(
    new GetStagesCommand({ ApiId, MaxResults: '2', NextToken: first.NextToken }),
  );
  expect([...first.Items!, ...second.Items!].map(({ StageName }) => StageName)).toEqual(['a', 'b', 'c']);
  expect(second.NextToken).toBeUndefined();
  expect(await refusalOf(client.send(new GetStagesCommand({ ApiId: 'nope' })))).toMatch(/^404/);
  expect(await refusalOf(client.send(new GetStageCommand({ ApiId, StageName: 'nope' })))).toBe(
    '404 NotFoundException: Invalid stage identifier specified',
  );
});

describe('UpdateStage', () => {
  test('200: lays what is given over what there is', async () => {
    await create({ StageVariables: { a: '1', b: '2' }, Description: 'd' });
    expect(
      await update({
        DeploymentId,
        Description: '',
        StageVariables: { a: '', c: '3' },
        DefaultRouteSettings: { ThrottlingRateLimit: 0 },
        RouteSettings: { 'GET /a': { ThrottlingBurstLimit: 2 } },
      }),
    ).toMatchObject({
      DeploymentId,
      StageVariables: { b: '2', c: '3' },
      DefaultRouteSettings: { DetailedMetricsEnabled: false, ThrottlingRateLimit: 0 },
      RouteSettings: { 'GET /a': { ThrottlingBurstLimit: 2 } },
    });
  });

  test('200: what one call sets others take away', async () => {
    await create({
      AccessLogSettings: { DestinationArn: group, Format: '$context.requestId' },
      RouteSettings: { 'GET /a': { ThrottlingBurstLimit: 2 } },
    });
    const at = { ApiId, StageName: 'prod' };
    const removed = await client.send(new DeleteAccessLogSettingsCommand(at));
    expect(removed.$metadata.httpStatusCode).toBe(204);
    await client.send(new DeleteRouteSettingsCommand({ ...at, RouteKey: 'GET /a' }));
    const stage = await client.send(new GetStageCommand(at));
    expect(stage.AccessLogSettings).toBeUndefined();
    expect(stage.RouteSettings).toEqual({});
    expect(
      await refused(() => client.send(new DeleteRouteSettingsCommand({ ...at, RouteKey: 'GET /a' }))),
    ).toMatch(/^404 NotFoundException/);
  });

  test('200: autoDeploy that is switched on deploys, and holds the deployment until it is off', async () => {
    await create();
    const { DeploymentId: own } = await update({ AutoDeploy: true });
    expect(own).not.toBe(DeploymentId);
    expect(await refused(() => update({ DeploymentId }))).toMatch(
      /^400 BadRequestException: A stage with auto/,
    );
    expect(
      await refused(() => client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }))),
    ).toMatch(/^400 BadRequestException: A stage with autoDeploy/);
    expect(await update({ AutoDeploy: false, DeploymentId })).toMatchObject({
      AutoDeploy: false,
      DeploymentId,
    });
  });

  test.each<[string, Partial<UpdateStageCommandInput>, RegExp]>([
    ['404: an unknown stage', { StageName: 'nope' }, /^404 NotFoundException: Invalid stage identifier/],
    ['404: an unknown API', { ApiId: 'nope' }, /^404 NotFoundException: Invalid API identifier/],
    ['404: an unknown deployment', { DeploymentId: 'nope' }, /^404 NotFoundException: Invalid Deployment/],
    [
      '400: a bad variable',
      { StageVariables: { 'a-b': '1' } },
      /^400 BadRequestException: Invalid stage variable/,
    ],
    [
      '400: a log to nowhere',
      { AccessLogSettings: { DestinationArn: 'arn:aws:s3:::a', Format: '$context.requestId' } },
      /^400 BadRequestException: Invalid ARN specified/,
    ],
    [
      '400: a certificate for backends',
      { ClientCertificateId: 'abc' },
      /^400 BadRequestException: clientCertificateId is supported for WEBSOCKET/,
    ],
  ])('%s is refused', async (_, input, refusal) => {
    await create();
    expect(await refused(() => update(input))).toMatch(refusal);
  });
});

describe('DeleteStage', () => {
  test('204, and 404 when it is gone', async () => {
    await create();
    const command = () => client.send(new DeleteStageCommand({ ApiId, StageName: 'prod' }));
    expect((await command()).$metadata.httpStatusCode).toBe(204);
    expect(await refused(command)).toBe('404 NotFoundException: Invalid stage identifier specified');
  });

  test('400: one that a domain leads to stays', async () => {
    await create({ DeploymentId });
    const DomainName = await v2.newDomain();
    const mapping = { DomainName, ApiId, Stage: 'prod' };
    const { ApiMappingId } = await client.send(new CreateApiMappingCommand(mapping));
    const command = () => client.send(new DeleteStageCommand({ ApiId, StageName: 'prod' }));
    expect(await refused(command)).toMatch(/^400 BadRequestException: Deleting stage prod failed/);
    await client.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));
    await command();
    expect(await refusalOf(client.send(new CreateApiMappingCommand(mapping)))).toMatch(
      /^400 BadRequestException: Invalid stage identifier/,
    );
  });
});
