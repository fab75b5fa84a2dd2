import {
  ApiGatewayV2Client,
  CreateApiCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  GetApiCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  UpdateApiCommand,
  type CreateApiCommandInput,
  type UpdateApiCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { GetRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { refusedUnchanged } from '../../../testing/refused-unchanged.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane({ TOLLGATE_LIMITS: 'httpApis=40' });
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

const create = (input: Partial<CreateApiCommandInput> = {}) =>
  client.send(new CreateApiCommand({ Name: 'pets', ProtocolType: 'HTTP', ...input }));
const update = (input: UpdateApiCommandInput) => client.send(new UpdateApiCommand(input));
const get = (ApiId: string | undefined) => client.send(new GetApiCommand({ ApiId }));
const refused = (call: () => Promise<unknown>) => refusedUnchanged(v2.plane, call);
/** Rows of a table that belong to an API. */
const rowsOf = (table: string, apiId: string) =>
  v2.plane.query(`SELECT * FROM ${table} WHERE api_id = $1`, [apiId]);

describe('CreateApi', () => {
  test('201: an HTTP API with the defaults of AWS', async () => {
    const { $metadata, ...api } = await create({
      Description: 'd',
      Version: '1',
      CorsConfiguration: { AllowOrigins: ['*'], MaxAge: 0, AllowCredentials: false },
      Tags: { a: '1' },
    });
    expect($metadata.httpStatusCode).toBe(201);
    expect(api).toEqual({
      ApiEndpoint: `https://${api.ApiId}.execute-api.us-east-1.localhost`,
      ApiId: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
      ApiKeySelectionExpression: '$request.header.x-api-key',
      CorsConfiguration: { AllowOrigins: ['*'], MaxAge: 0, AllowCredentials: false },
      CreatedDate: expect.any(Date) as Date,
      Description: 'd',
      DisableExecuteApiEndpoint: false,
      IpAddressType: 'ipv4',
      Name: 'pets',
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      Tags: { a: '1' },
      Version: '1',
    });
    const { $metadata: _, ...found } = await get(api.ApiId);
    expect(found).toEqual(api);
  });

  test('201: a WebSocket API is kept', async () => {
    const api = await create({
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
      DisableSchemaValidation: true,
    });
    expect(api).toMatchObject({
      ApiEndpoint: `wss://${api.ApiId}.execute-api.us-east-1.localhost`,
      DisableSchemaValidation: true,
      RouteSelectionExpression: '$request.body.action',
    });
  });

  test.each([
    [
      'http://127.0.0.1:9/pets',
      { integration_type: 'HTTP_PROXY', integration_method: 'ANY', payload_format_version: '1.0' },
    ],
    [
      'arn:aws:lambda:us-east-1:000000000000:function:pets',
      { integration_type: 'AWS_PROXY', integration_method: 'POST', payload_format_version: '2.0' },
    ],
  ])('201: a quick create for %s is deployed to a managed stage', async (Target, integration) => {
    const { ApiId = '' } = await create({ Target });
    const [made] = await rowsOf('http_integrations', ApiId);
    expect(made).toMatchObject({ ...integration, api_gateway_managed: true, integration_uri: Target });
    const { integration_id: id } = made as { integration_id: string };
    expect(await rowsOf('http_routes', ApiId)).toMatchObject([
      { route_key: '$default', target: `integrations/${id}`, api_gateway_managed: true },
    ]);
    const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
    const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId }));
    expect(Items).toMatchObject([
      {
        AutoDeployed: true,
        Description: 'Automatic deployment triggered by changes to the Api configuration',
      },
    ]);
    expect(stage).toMatchObject({
      ApiGatewayManaged: true,
      AutoDeploy: true,
      DeploymentId: Items[0]?.DeploymentId,
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${Items[0]?.DeploymentId}'`,
    });
  });

  test('201: a quick create has the route and the role that are asked for', async () => {
    const CredentialsArn = 'arn:aws:iam::000000000000:role/caller';
    const Target = 'arn:aws:lambda:us-east-1:000000000000:function:pets';
    const { ApiId = '' } = await create({ Target, CredentialsArn, RouteKey: 'GET /pets/{id}' });
    expect(await rowsOf('http_routes', ApiId)).toMatchObject([{ route_key: 'GET /pets/{id}' }]);
    expect(await rowsOf('http_integrations', ApiId)).toMatchObject([{ credentials_arn: CredentialsArn }]);
  });

  test.each<[string, Partial<CreateApiCommandInput>, RegExp]>([
    ['an empty name', { Name: '' }, /^400 BadRequestException: Name cannot be empty/],
    ['another protocol', { ProtocolType: 'FTP' as never }, /^400 BadRequestException: /],
    [
      'credentials of anybody',
      { CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['*'] } },
      /^400 BadRequestException: allow-credentials is not supported if 'allow-origin' is \*$/,
    ],
    ['a max age of days', { CorsConfiguration: { MaxAge: 86401 } }, /^400 BadRequestException: /],
    ['a tag that nobody may have', { Tags: { 'aws:a': 'b' } }, /^400 BadRequestException: Invalid tag key/],
    [
      'a route to nothing',
      { RouteKey: 'GET /a' },
      /^400 BadRequestException: routeKey and credentialsArn need a target/,
    ],
    ['a target that is none', { Target: 'pets' }, /^400 BadRequestException: /],
    [
      'a target that is no function',
      { Target: 'arn:aws:sqs:us-east-1:000000000000:q' },
      /^400 BadRequestException: /,
    ],
    [
      'a bad route key',
      { Target: 'http://127.0.0.1', RouteKey: 'GET pets' },
      /^400 BadRequestException: The provided route key is not formatted properly/,
    ],
    [
      'a quick create of a WebSocket API',
      { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.a', Target: 'http://127.0.0.1' },
      /^400 BadRequestException: Quick create is supported for HTTP APIs only/,
    ],
  ])('400: %s is refused, and nothing is made', async (_, input, refusal) => {
    expect(await refused(() => create(input))).toMatch(refusal);
  });
});

describe('GetApis', () => {
  test('200: all of the owner, page by page', async () => {
    const other = await v2.plane.credentialsOf('555555555555');
    const theirs = new ApiGatewayV2Client({
      endpoint: v2.plane.url,
      region: 'us-east-1',
      credentials: other,
    });
    const ids: string[] = [];
    for (const Name of ['a', 'b', 'c']) {
      const { ApiId } = await theirs.send(new CreateApiCommand({ Name, ProtocolType: 'HTTP' }));
      ids.push(ApiId!);
    }
    const first = await theirs.send(new GetApisCommand({ MaxResults: '2' }));
    const second = await theirs.send(new GetApisCommand({ MaxResults: '2', NextToken: first.NextToken }));
    expect([...first.Items!, ...second.Items!].map(({ ApiId }) => ApiId)).toEqual(ids.sort());
    expect(second.NextToken).toBeUndefined();
    expect(await refusalOf(theirs.send(new GetApisCommand({ NextToken: 'x' })))).toMatch(
      /^400 BadRequestException/,
    );
    const { ApiId } = await create();
    expect(await refusalOf(theirs.send(new GetApiCommand({ ApiId })))).toBe(
      `404 NotFoundException: Invalid API identifier specified 555555555555:${ApiId}`,
    );
    theirs.destroy();
  });

  test('version 1 does not know APIs of version 2', async () => {
    const { ApiId } = await create();
    expect(await refusalOf(v2.plane.client.send(new GetRestApiCommand({ restApiId: ApiId })))).toMatch(
      /^404/,
    );
    const { items = [] } = await v2.plane.client.send(new GetRestApisCommand({ limit: 500 }));
    expect(items.map(({ id }) => id)).not.toContain(ApiId);
    expect(await refusalOf(get(v2.ApiId))).toMatch(/^404 NotFoundException/);
  });
});

describe('UpdateApi', () => {
  test('200: what is given changes, the rest stays', async () => {
    const { ApiId } = await create({
      Description: 'd',
      CorsConfiguration: { AllowOrigins: ['*'], MaxAge: 5 },
    });
    const updated = await update({
      ApiId,
      Name: 'dogs',
      Description: '',
      DisableExecuteApiEndpoint: true,
      CorsConfiguration: { AllowMethods: ['GET'] },
    });
    expect(updated).toMatchObject({
      Name: 'dogs',
      DisableExecuteApiEndpoint: true,
      CorsConfiguration: { AllowMethods: ['GET'] },
      IpAddressType: 'ipv4',
    });
    expect(updated.Description).toBeUndefined();
    expect(updated.CorsConfiguration).toEqual({ AllowMethods: ['GET'] });
    const removed = await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
    expect(removed.$metadata.httpStatusCode).toBe(204);
    expect((await get(ApiId)).CorsConfiguration).toBeUndefined();
  });

  test('200: a null counts as not given', async () => {
    const { ApiId } = await create({ Description: 'd' });
    const response = await v2.plane.signedFetch(`/v2/apis/${ApiId}`, {
      method: 'PATCH',
      body: { description: null, corsConfiguration: null, version: '2' },
    });
    expect(await response.json()).toMatchObject({ description: 'd', version: '2' });
  });

  test('200: what a quick create has made is changed, and deployed', async () => {
    const { ApiId = '' } = await create({ Target: 'http://127.0.0.1:9/a' });
    await update({ ApiId, Target: 'arn:aws:lambda:us-east-1:000000000000:function:f', RouteKey: 'ANY /a' });
    expect(await rowsOf('http_integrations', ApiId)).toMatchObject([
      { integration_type: 'AWS_PROXY', payload_format_version: '2.0', integration_method: 'POST' },
    ]);
    expect(await rowsOf('http_routes', ApiId)).toMatchObject([{ route_key: 'ANY /a' }]);
    expect(await rowsOf('http_deployments', ApiId)).toHaveLength(2);
    // What changes no way of serving deploys nothing.
    await update({ ApiId, Description: 'more' });
    expect(await rowsOf('http_deployments', ApiId)).toHaveLength(2);
    await update({ ApiId, CorsConfiguration: { AllowOrigins: ['https://a.example'] } });
    expect(await rowsOf('http_deployments', ApiId)).toHaveLength(3);
  });

  test.each<[string, UpdateApiCommandInput, RegExp]>([
    ['an empty name', { ApiId: undefined, Name: '' }, /^400 BadRequestException: Name cannot be empty/],
    [
      'credentials of anybody',
      { ApiId: undefined, CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['*'] } },
      /^400 BadRequestException: allow-credentials/,
    ],
    [
      'a target without a quick create',
      { ApiId: undefined, Target: 'http://127.0.0.1' },
      /^400 BadRequestException: target, routeKey/,
    ],
  ])('400: %s is refused', async (_, input, refusal) => {
    const { ApiId } = await create();
    expect(await refused(() => update({ ...input, ApiId }))).toMatch(refusal);
  });

  test('404: an API that is not there', async () => {
    const unknown = /^404 NotFoundException: Invalid API identifier specified 000000000000:nope$/;
    const ApiId = 'nope';
    expect(await refused(() => update({ ApiId, Name: 'x' }))).toMatch(unknown);
    expect(await refused(() => client.send(new DeleteApiCommand({ ApiId })))).toMatch(unknown);
    expect(await refused(() => client.send(new DeleteCorsConfigurationCommand({ ApiId })))).toMatch(unknown);
  });
});

test('429: no more APIs than the limit', async () => {
  for (;;) {
    const outcome = await create().then(
      () => null,
      (error: unknown) => error,
    );
    if (outcome === null) continue;
    expect(await refused(() => create())).toMatch(
      /^429 LimitExceededException: Maximum number of HTTP and WebSocket APIs/,
    );
    return;
  }
});
