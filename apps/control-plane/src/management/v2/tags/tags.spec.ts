import {
  CreateApiCommand,
  CreateStageCommand,
  DeleteApiCommand,
  GetApiCommand,
  GetStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { refusedUnchanged } from '../../../testing/refused-unchanged.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

const arnOf = (path: string) => `arn:aws:apigateway:us-east-1::${path}`;
async function quickApi(): Promise<string> {
  const { ApiId } = await client.send(
    new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:9', Tags: { z: '0' } }),
  );
  return ApiId!;
}

test.each(['an API', 'a stage'])('tags of %s are changed by its ARN, and shown by it', async (what) => {
  const ApiId = await quickApi();
  const ResourceArn = arnOf(what === 'an API' ? `/apis/${ApiId}` : `/apis/${ApiId}/stages/$default`);
  const tagged = await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
  expect(tagged.$metadata.httpStatusCode).toBe(201);
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['b', 'z'] }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ a: '1' });
  const api = await client.send(new GetApiCommand({ ApiId }));
  const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  expect([api.Tags, stage.Tags]).toEqual(what === 'an API' ? [{ a: '1' }, {}] : [{ z: '0' }, { a: '1' }]);
});

test('a stage that no web ACL could guard takes none', async () => {
  const ApiId = await quickApi();
  const Tags = { 'tollgate:web-acl-arn': 'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/mine/1a2b' };
  const ResourceArn = arnOf(`/apis/${ApiId}/stages/$default`);
  const refusal = /^400 BadRequestException: Invalid tag key specified: tollgate:web-acl-arn/;
  const refused = (call: () => Promise<unknown>) => refusedUnchanged(v2.plane, call);
  expect(await refused(() => client.send(new TagResourceCommand({ ResourceArn, Tags })))).toMatch(refusal);
  const create = new CreateStageCommand({ ApiId, StageName: 'prod', Tags });
  expect(await refused(() => client.send(create))).toMatch(refusal);
});

test('what is not there has no tags, and what is no ARN is refused', async () => {
  const ApiId = await quickApi();
  const tag = (path: string) =>
    refusedUnchanged(v2.plane, () =>
      client.send(new TagResourceCommand({ ResourceArn: arnOf(path), Tags: { a: '1' } })),
    );
  expect(await tag(`/apis/${ApiId}/stages/nope`)).toMatch(/^404 NotFoundException: Invalid stage identifier/);
  expect(await tag('/apis/nope')).toMatch(/^404 NotFoundException: Invalid API identifier specified/);
  expect(await tag(`/restapis/${ApiId}`)).toMatch(/^404 NotFoundException/);
  expect(await tag(`/apis/${ApiId}/routes/x`)).toMatch(/^400 BadRequestException: Invalid ARN/);
  await client.send(new DeleteApiCommand({ ApiId }));
  expect(await tag(`/apis/${ApiId}`)).toMatch(/^404/);
});
