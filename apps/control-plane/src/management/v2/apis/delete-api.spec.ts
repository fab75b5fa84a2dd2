import {
  CreateApiCommand,
  CreateApiMappingCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  DeleteStageCommand,
  GetApiCommand,
  UpdateStageCommand,
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

const quickCreate = () =>
  client.send(new CreateApiCommand({ Name: 'pets', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:9' }));
const refused = (call: () => Promise<unknown>) => refusedUnchanged(v2.plane, call);
/** Rows of a table that belong to an API. */
const rowsOf = (table: string, apiId: string) =>
  v2.plane.query(`SELECT * FROM ${table} WHERE api_id = $1`, [apiId]);

describe('DeleteApi', () => {
  test('204: with everything below it', async () => {
    const { ApiId = '' } = await quickCreate();
    const deleted = await client.send(new DeleteApiCommand({ ApiId }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    expect(await refusalOf(client.send(new GetApiCommand({ ApiId })))).toMatch(/^404/);
    for (const table of ['http_routes', 'http_integrations', 'http_stages', 'http_deployments']) {
      expect(await rowsOf(table, ApiId)).toEqual([]);
    }
  });

  test('409: one that a domain leads to stays', async () => {
    const { ApiId = '' } = await quickCreate();
    const DomainName = await v2.newDomain();
    const { ApiMappingId } = await client.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: '$default', ApiMappingKey: 'pets' }),
    );
    expect(await refused(() => client.send(new DeleteApiCommand({ ApiId })))).toMatch(
      new RegExp(`^409 ConflictException: Deleting API ${ApiId} failed`),
    );
    await client.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));
    await client.send(new DeleteApiCommand({ ApiId }));
  });
});

test('what a quick create has made is neither deleted nor changed by itself', async () => {
  const { ApiId } = await quickCreate();
  const StageName = '$default';
  const managed = /^400 BadRequestException: A stage that is managed by API Gateway/;
  expect(await refused(() => client.send(new DeleteStageCommand({ ApiId, StageName })))).toMatch(managed);
  expect(
    await refused(() => client.send(new UpdateStageCommand({ ApiId, StageName, Description: 'x' }))),
  ).toMatch(managed);
});
