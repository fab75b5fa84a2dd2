import {
  CreateVpcLinkCommand as CreateVpcLinkV1Command,
  DeleteVpcLinkCommand as DeleteVpcLinkV1Command,
} from '@aws-sdk/client-api-gateway';
import {
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateVpcLinkCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteVpcLinkCommand,
  GetTagsCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  TagResourceCommand,
  UpdateVpcLinkCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { clientOfV2 } from '../../../testing/client-of-v2.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedHttpApi } from '../../../testing/seed-http-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  plane = await startControlPlane({ env: { TOLLGATE_LIMITS: 'httpVpcLinks=3' } });
  client = clientOfV2(plane);
});
afterAll(() => plane?.close());

const create = (Name = 'link', region = 'us-east-1') =>
  clientOfV2(plane, region).send(
    new CreateVpcLinkCommand({ Name, SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], Tags: { a: 'b' } }),
  );
const unknown = '404 NotFoundException: Invalid Vpc Link identifier specified';

test('a link is PENDING, then AVAILABLE, and gone after its deletion', async () => {
  const made = await create();
  expect(made).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    VpcLinkId: expect.stringMatching(/^[a-z0-9]{7}$/) as string,
    Name: 'link',
    SubnetIds: ['subnet-1'],
    SecurityGroupIds: ['sg-1'],
    Tags: { a: 'b' },
    VpcLinkStatus: 'PENDING',
    VpcLinkVersion: 'V2',
    CreatedDate: expect.any(Date) as Date,
  });
  const { VpcLinkId } = made;
  const statusOf = () =>
    client.send(new GetVpcLinkCommand({ VpcLinkId })).then(
      ({ VpcLinkStatus }) => VpcLinkStatus,
      (error: Error) => error.message,
    );
  await waitFor(async () => (await statusOf()) === 'AVAILABLE');
  const renamed = await client.send(new UpdateVpcLinkCommand({ VpcLinkId, Name: 'new' }));
  expect(renamed.Name).toBe('new');
  const deleted = await client.send(new DeleteVpcLinkCommand({ VpcLinkId }));
  expect(deleted.$metadata.httpStatusCode).toBe(202);
  await waitFor(async () => (await statusOf()) === 'Invalid Vpc Link identifier specified');
  expect(await refusalOf(client.send(new DeleteVpcLinkCommand({ VpcLinkId })))).toBe(unknown);
});

test('tags of a link are changed by its ARN', async () => {
  const { VpcLinkId } = await create();
  const ResourceArn = `arn:aws:apigateway:us-east-1::/vpclinks/${VpcLinkId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { c: 'd' } }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ a: 'b', c: 'd' });
  await client.send(new DeleteVpcLinkCommand({ VpcLinkId }));
});

test('there are as many as the limit says, in each region', async () => {
  const made = [];
  for (const name of ['a', 'b', 'c']) made.push((await create(name, 'eu-west-1')).VpcLinkId);
  expect(await refusalOf(create('d', 'eu-west-1'))).toBe(
    '429 LimitExceededException: Maximum number of VPC links for this account has been reached. Please raise httpVpcLinks in TOLLGATE_LIMITS if you need additional VPC links.',
  );
  const there = clientOfV2(plane, 'eu-west-1');
  const first = await there.send(new GetVpcLinksCommand({ MaxResults: '2' }));
  const second = await there.send(new GetVpcLinksCommand({ MaxResults: '2', NextToken: first.NextToken }));
  expect([...first.Items!, ...second.Items!].map(({ VpcLinkId }) => VpcLinkId)).toEqual([...made].sort());
  expect(await refusalOf(client.send(new GetVpcLinkCommand({ VpcLinkId: made[0] })))).toBe(unknown);
});

test('a link that integrations use stays, and their routes are named', async () => {
  const { VpcLinkId } = await create();
  const ApiId = await seedHttpApi(plane);
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri:
        'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/a/50dc6c495c0c9188/f2f7dc8efc522ab2',
      ConnectionType: 'VPC_LINK',
      ConnectionId: VpcLinkId,
    }),
  );
  const remove = () => client.send(new DeleteVpcLinkCommand({ VpcLinkId }));
  const inUse = (resource: string | undefined) =>
    `400 BadRequestException: Cannot delete vpc link. Vpc link '${VpcLinkId}', is referenced in [ANY:${resource}] in format of [Method:Resource].`;
  expect(await refusalOf(remove())).toBe(inUse(IntegrationId));
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: '$default', Target: `integrations/${IntegrationId}` }),
  );
  expect(await refusalOf(remove())).toBe(inUse(RouteId));
  await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  await client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
  await remove();
  const update = client.send(new UpdateVpcLinkCommand({ VpcLinkId, Name: 'x' }));
  expect(await refusalOf(update)).toMatch(/^(409 ConflictException: Vpc link|404)/);
});

test('a link of version 1 that a WebSocket API uses stays', async () => {
  const targetArns = [
    'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/a/50dc6c495c0c9188',
  ];
  const { id: vpcLinkId } = await plane.client.send(new CreateVpcLinkV1Command({ name: 'l', targetArns }));
  const ApiId = await seedHttpApi(plane, { protocolType: 'WEBSOCKET' });
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: 'http://backend.test',
      ConnectionType: 'VPC_LINK',
      ConnectionId: vpcLinkId,
    }),
  );
  const remove = () => plane.client.send(new DeleteVpcLinkV1Command({ vpcLinkId }));
  expect(await refusalOf(remove())).toBe(
    `400 BadRequestException: Cannot delete vpc link. Vpc link '${vpcLinkId}', is referenced in [POST:${IntegrationId}] in format of [Method:Resource].`,
  );
  await client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
  await remove();
});

test.each([
  [{ Name: '', SubnetIds: ['subnet-1'] }, 'Name cannot be empty'],
  [{ Name: 'l', SubnetIds: [] }, 'SubnetIds for a vpc link cannot be empty'],
  [
    { Name: 'l', SubnetIds: Array.from({ length: 11 }, () => 'subnet-1') },
    'A vpc link can have at most 10 subnets',
  ],
])('a link that is none is refused (case %#)', async (input, message) => {
  expect(await refusalOf(client.send(new CreateVpcLinkCommand(input)))).toBe(
    `400 BadRequestException: ${message}`,
  );
});
