import { CreateBasePathMappingCommand } from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateRoutingRuleCommand,
  CreateStageCommand,
  DeleteApiMappingCommand,
  GetApiMappingsCommand,
  UpdateApiMappingCommand,
} from '@aws-sdk/client-apigatewayv2';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let v2: V2Plane;
beforeAll(async () => void (v2 = await startV2Plane()));
afterAll(() => v2.plane.close());

test('a domain leads to WebSocket APIs alone or to none, by mappings and by rules', async () => {
  const { client, plane, ApiId } = v2;
  const chat = await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const web = await client.send(new CreateApiCommand({ Name: 'web', ProtocolType: 'HTTP' }));
  const [webSocket, http] = [chat.ApiId!, web.ApiId!];
  for (const id of [webSocket, http]) {
    await client.send(new CreateStageCommand({ ApiId: id, StageName: 'prod' }));
  }
  const DomainName = await v2.newDomain();
  const create = (id: string, ApiMappingKey = '') =>
    client.send(new CreateApiMappingCommand({ DomainName, ApiId: id, Stage: 'prod', ApiMappingKey }));
  const refusal = /^400 BadRequestException: Currently, WebSocket APIs can only be attached/;

  const { ApiMappingId } = await create(webSocket);
  await create(webSocket, 'v2');
  expect(await refusalOf(create(http, 'web'))).toMatch(refusal);
  expect(await refusalOf(create(ApiId, 'rest'))).toMatch(refusal);
  const byV1 = new CreateBasePathMappingCommand({
    domainName: DomainName,
    restApiId: ApiId,
    basePath: 'a',
  });
  expect(await refusalOf(plane.client.send(byV1))).toMatch(refusal);
  const rule = new CreateRoutingRuleCommand({
    DomainName,
    Priority: 1,
    Conditions: [],
    Actions: [{ InvokeApi: { ApiId, Stage: 'prod' } }],
  });
  expect(await refusalOf(client.send(rule))).toMatch(refusal);
  const update = new UpdateApiMappingCommand({ DomainName, ApiMappingId, ApiId: http });
  expect(await refusalOf(client.send(update))).toMatch(refusal);

  // The last one may go over to another protocol.
  const { Items = [] } = await client.send(new GetApiMappingsCommand({ DomainName }));
  const other = Items.find((item) => item.ApiMappingId !== ApiMappingId)!.ApiMappingId!;
  await client.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId: other }));
  await client.send(update);
  expect(await refusalOf(create(webSocket, 'v2'))).toMatch(refusal);
  await create(ApiId, 'rest');
});
