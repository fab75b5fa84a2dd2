import {
  ApiGatewayV2Client,
  CreateRoutingRuleCommand,
  DeleteRoutingRuleCommand,
  GetRoutingRuleCommand,
  ListRoutingRulesCommand,
  PutRoutingRuleCommand,
  type CreateRoutingRuleCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { CreateDeploymentCommand, DeleteRestApiCommand } from '@aws-sdk/client-api-gateway';
import { allowing, limitedUser, type LimitedUser } from '../../../testing/limited-user.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import type { TestControlPlane } from '../../../testing/start-control-plane.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

let started: V2Plane;
let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string;
beforeAll(async () => {
  started = await startV2Plane();
  ({ plane, client, ApiId } = started);
});
afterAll(() => plane.close());

const newDomain = () => started.newDomain();

describe('routing rules', () => {
  const rule = (change: Partial<CreateRoutingRuleCommandInput> = {}) => ({
    Priority: 50,
    Conditions: [
      { MatchHeaders: { AnyOf: [{ Header: 'x-version', ValueGlob: 'beta*' }] } },
      { MatchBasePaths: { AnyOf: ['shop'] } },
    ],
    Actions: [{ InvokeApi: { ApiId: ApiId, Stage: 'prod', StripBasePath: true } }],
    ...change,
  });

  test('made, read, replaced, listed by priority in pages, and deleted', async () => {
    const DomainName = await newDomain();
    const { $metadata, ...made } = await client.send(new CreateRoutingRuleCommand({ DomainName, ...rule() }));
    const id = made.RoutingRuleId!;
    expect([$metadata.httpStatusCode, made]).toEqual([
      201,
      {
        ...rule(),
        RoutingRuleId: id,
        RoutingRuleArn: `arn:aws:apigateway:us-east-1:000000000000:/domainnames/${DomainName}/routingrules/${id}`,
      },
    ]);
    const second = await client.send(
      new CreateRoutingRuleCommand({ DomainName, ...rule({ Priority: 7, Conditions: [] }) }),
    );
    await client.send(
      new PutRoutingRuleCommand({ DomainName, RoutingRuleId: id, ...rule({ Priority: 1_000_000 }) }),
    );
    const read = await client.send(new GetRoutingRuleCommand({ DomainName, RoutingRuleId: id }));
    expect(read.Priority).toBe(1_000_000);
    const first = await client.send(new ListRoutingRulesCommand({ DomainName, MaxResults: 1 }));
    const last = await client.send(
      new ListRoutingRulesCommand({ DomainName, MaxResults: 1, NextToken: first.NextToken }),
    );
    expect([first.RoutingRules![0]!.RoutingRuleId, last.RoutingRules![0]!.RoutingRuleId]).toEqual([
      second.RoutingRuleId,
      id,
    ]);
    expect(last.NextToken).toBeUndefined();
    const remove = () => client.send(new DeleteRoutingRuleCommand({ DomainName, RoutingRuleId: id }));
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
    expect(await refusalOf(remove())).toBe(
      '404 NotFoundException: Invalid routing rule identifier specified',
    );
  });

  test.each<[Partial<CreateRoutingRuleCommandInput>, RegExp]>([
    [{ Priority: 50 }, /^409 ConflictException: A routing rule with this priority/],
    [{ Priority: 0 }, /^400 BadRequestException: .*greater than or equal to 1/],
    [{ Actions: [] }, /^400 BadRequestException/],
    [{ Actions: [{ InvokeApi: { ApiId: 'nope', Stage: 'prod' } }] }, /^400 .*Invalid API identifier/],
    [{ Conditions: [{ MatchBasePaths: { AnyOf: ['a', 'b'] } }] }, /^400 BadRequestException: matchBasePaths/],
    [{ DomainName: 'none.example.org' }, /^404 NotFoundException: Invalid domain name/],
  ])('refused: %j', async (change, refusal) => {
    const DomainName = await newDomain();
    await client.send(new CreateRoutingRuleCommand({ DomainName, ...rule() }));
    const create = client.send(
      new CreateRoutingRuleCommand({ DomainName, ...rule({ Priority: 51, ...change }) }),
    );
    expect(await refusalOf(create)).toMatch(refusal);
  });

  test('an API that a rule leads to stays', async () => {
    const { id } = await seedRestApi(plane);
    await plane.client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'prod' }));
    const DomainName = await newDomain();
    await client.send(
      new CreateRoutingRuleCommand({
        DomainName,
        ...rule({ Actions: [{ InvokeApi: { ApiId: id, Stage: 'prod' } }] }),
      }),
    );
    const remove = plane.client.send(new DeleteRestApiCommand({ restApiId: id }));
    expect(await refusalOf(remove)).toMatch(new RegExp(`remove all base path mappings .*${DomainName}`));
  });
});

test('policies hold for a domain whichever version calls it; rules have actions of their own', async () => {
  const DomainName = await newDomain();
  const domain = `arn:aws:apigateway:us-east-1::/domainnames/${DomainName}`;
  const rules = `arn:aws:apigateway:us-east-1:000000000000:/domainnames/${DomainName}/routingrules`;
  const [mapper, router] = await Promise.all([
    limitedUser(plane, allowing('apigateway:POST', `${domain}/apimappings`)),
    limitedUser(plane, allowing('apigateway:CreateRoutingRule', rules)),
  ]);
  const post = (path: string, { credentials }: LimitedUser, body: object) =>
    plane.signedFetch(`/v2/domainnames/${DomainName}/${path}`, { method: 'POST', credentials, body });
  const mapping = { apiId: ApiId, stage: 'prod' };
  const rule = { priority: 1, conditions: [], actions: [{ invokeApi: mapping }] };
  expect((await post('apimappings', mapper, mapping)).status).toBe(201);
  expect((await post('routingrules', mapper, rule)).status).toBe(403);
  expect((await post('routingrules', router, rule)).status).toBe(201);
  expect((await post('apimappings', router, { ...mapping, apiMappingKey: 'x' })).status).toBe(403);
});
