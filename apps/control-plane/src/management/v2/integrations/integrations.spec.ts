import {
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateVpcLinkCommand,
  DeleteIntegrationCommand,
  DeleteIntegrationResponseCommand,
  GetIntegrationCommand,
  GetIntegrationResponseCommand,
  GetIntegrationResponsesCommand,
  GetIntegrationsCommand,
  UpdateIntegrationCommand,
  UpdateIntegrationResponseCommand,
  type ApiGatewayV2Client,
  type CreateIntegrationCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { clientOfV2 } from '../../../testing/client-of-v2.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedHttpApi } from '../../../testing/seed-http-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
  client = clientOfV2(plane);
  ApiId = await seedHttpApi(plane);
});
afterAll(() => plane?.close());

const create = (input: Omit<CreateIntegrationCommandInput, 'ApiId'>, apiId = ApiId) =>
  client.send(new CreateIntegrationCommand({ ApiId: apiId, ...input }));
const withoutMetadata = ({ $metadata: _, ...output }: { $metadata: unknown }): object => output;
const listener =
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/orders/50dc6c495c0c9188/f2f7dc8efc522ab2';

test('a function has the defaults of AWS, and is shown alone and in the list', async () => {
  const made = await create({
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:pets',
    PayloadFormatVersion: '2.0',
  });
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(withoutMetadata(made)).toEqual({
    IntegrationId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:pets',
    IntegrationMethod: 'POST',
    PayloadFormatVersion: '2.0',
    ConnectionType: 'INTERNET',
    TimeoutInMillis: 30_000,
  });
  const { IntegrationId } = made;
  expect(withoutMetadata(await client.send(new GetIntegrationCommand({ ApiId, IntegrationId })))).toEqual(
    withoutMetadata(made),
  );
  const { Items } = await client.send(new GetIntegrationsCommand({ ApiId }));
  expect(Items).toContainEqual(withoutMetadata(made));
});

test('mappings are added, replaced and taken away by an update', async () => {
  const { IntegrationId } = await create({
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: 'https://example.com',
    RequestParameters: { 'overwrite:path': '/a', 'append:header.x': '$context.requestId' },
    ResponseParameters: { '500': { 'overwrite:statuscode': '502' }, '200': { 'append:header.a': 'b' } },
  });
  const updated = await client.send(
    new UpdateIntegrationCommand({
      ApiId,
      IntegrationId,
      RequestParameters: { 'append:header.x': '', 'overwrite:querystring.q': '$request.path.id' },
      ResponseParameters: { '500': {} },
      Description: 'mapped',
    }),
  );
  expect(updated).toMatchObject({
    RequestParameters: { 'overwrite:path': '/a', 'overwrite:querystring.q': '$request.path.id' },
    ResponseParameters: { '200': { 'append:header.a': 'b' } },
    Description: 'mapped',
  });
  const refused = client.send(
    new UpdateIntegrationCommand({
      ApiId,
      IntegrationId,
      RequestParameters: { 'append:header.authorization': 'x' },
    }),
  );
  expect(await refusalOf(refused)).toBe(
    '400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Operations on header authorization are restricted]',
  );
  const after = await client.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
  expect(withoutMetadata(after)).toEqual(withoutMetadata(updated));
});

test('timeouts are refused in the words of AWS, by protocol', async () => {
  const function_ = {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:pets',
    PayloadFormatVersion: '1.0',
  } as const;
  expect(await refusalOf(create({ ...function_, TimeoutInMillis: 30_001 }))).toBe(
    '400 BadRequestException: Timeout should be between 50 ms and 30000 ms',
  );
  const webSocketId = await seedHttpApi(plane, { protocolType: 'WEBSOCKET' });
  expect(await refusalOf(create({ ...function_, TimeoutInMillis: 29_001 }, webSocketId))).toBe(
    '400 BadRequestException: Timeout should be between 50 ms and 29000 ms',
  );
});

test('a private integration goes through a link of its account', async () => {
  const behind = (ConnectionId: string | undefined) =>
    create({
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: listener,
      ConnectionType: 'VPC_LINK',
      ConnectionId,
      TlsConfig: { ServerNameToVerify: 'orders.internal' },
    });
  expect(await refusalOf(behind('nolink1'))).toBe(
    '404 NotFoundException: Invalid Vpc Link identifier specified',
  );
  const { VpcLinkId } = await client.send(
    new CreateVpcLinkCommand({ Name: 'link', SubnetIds: ['subnet-1'] }),
  );
  const made = await behind(VpcLinkId);
  expect(made).toMatchObject({
    ConnectionId: VpcLinkId,
    TlsConfig: { ServerNameToVerify: 'orders.internal' },
  });
  expect((await behind('${stageVariables.link}')).ConnectionId).toBe('${stageVariables.link}');
  const { IntegrationId } = made;
  const opened = await client.send(
    new UpdateIntegrationCommand({
      ApiId,
      IntegrationId,
      ConnectionType: 'INTERNET',
      ConnectionId: '',
      TlsConfig: { ServerNameToVerify: '' },
      IntegrationUri: 'https://example.com',
    }),
  );
  expect(opened.ConnectionId).toBeUndefined();
  expect(opened.TlsConfig).toBeUndefined();
});

test('integration responses belong to WebSocket APIs, one for each key', async () => {
  const webSocketId = await seedHttpApi(plane, { protocolType: 'WEBSOCKET' });
  const { IntegrationId } = await create({ IntegrationType: 'MOCK' }, webSocketId);
  const of = { ApiId: webSocketId, IntegrationId };
  const add = (IntegrationResponseKey: string) =>
    client.send(new CreateIntegrationResponseCommand({ ...of, IntegrationResponseKey }));
  const made = await add('/2\\d\\d/');
  expect(await refusalOf(add('/2\\d\\d/'))).toBe(
    '409 ConflictException: Integration response with key /2\\d\\d/ already exists for this integration',
  );
  expect(await refusalOf(add('2xx'))).toBe(
    '400 BadRequestException: Invalid integration response key specified: 2xx. It must be $default or /expression/',
  );
  const one = { ...of, IntegrationResponseId: made.IntegrationResponseId };
  const updated = await client.send(
    new UpdateIntegrationResponseCommand({
      ...one,
      ResponseTemplates: { $default: '{}' },
      TemplateSelectionExpression: '$default',
    }),
  );
  expect(withoutMetadata(await client.send(new GetIntegrationResponseCommand(one)))).toEqual(
    withoutMetadata(updated),
  );
  const { Items } = await client.send(new GetIntegrationResponsesCommand(of));
  expect(Items).toEqual([withoutMetadata(updated)]);
  await client.send(new DeleteIntegrationResponseCommand(one));
  expect(await refusalOf(client.send(new GetIntegrationResponseCommand(one)))).toBe(
    '404 NotFoundException: Invalid Integration Response identifier specified',
  );
  const { IntegrationId: httpId } = await create({
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: 'https://example.com',
  });
  const onHttp = client.send(
    new CreateIntegrationResponseCommand({
      ApiId,
      IntegrationId: httpId,
      IntegrationResponseKey: '$default',
    }),
  );
  expect(await refusalOf(onHttp)).toBe(
    '400 BadRequestException: IntegrationResponses are currently not supported for this API protocol type.',
  );
});

test('what a quick create has made can be changed, and not be taken away', async () => {
  const { IntegrationId } = await create({
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: 'https://example.com',
  });
  await plane.query(
    `UPDATE http_integrations SET api_gateway_managed = true WHERE integration_id = '${IntegrationId}'`,
  );
  const updated = await client.send(
    new UpdateIntegrationCommand({ ApiId, IntegrationId, TimeoutInMillis: 50 }),
  );
  expect(updated).toMatchObject({ ApiGatewayManaged: true, TimeoutInMillis: 50 });
  const remove = client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
  expect(await refusalOf(remove)).toBe(
    '400 BadRequestException: An integration that is managed by API Gateway cannot be deleted',
  );
});
