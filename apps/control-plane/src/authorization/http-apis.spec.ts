import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  GetApiCommand,
  GetStageCommand,
  ImportApiCommand,
  ReimportApiCommand,
  TagResourceCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { allowing, denying, gatewayArn, limitedUser, notAuthorized } from '../testing/limited-user.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startV2Plane, type V2Plane } from '../testing/start-v2-plane.js';

// Who may do what to APIs of version 2, by conditions on what is stored and on what is asked for.
let v2: V2Plane;
beforeAll(async () => {
  v2 = await startV2Plane();
});
afterAll(() => v2.plane.close());

async function as(...policy: object[]) {
  const user = await limitedUser(v2.plane, ...policy);
  const { credentials, arn } = user;
  const client = new ApiGatewayV2Client({
    endpoint: v2.plane.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  return { arn, client };
}
const api = (input: object = {}) =>
  v2.client.send(new CreateApiCommand({ Name: 'theirs', ProtocolType: 'HTTP', ...input }));

test('an API and its stages are known by the tags of the API', async () => {
  const { ApiId } = await api({ Tags: { team: 'a' }, Target: 'http://127.0.0.1:9' });
  const { ApiId: other } = await api({ Tags: { team: 'b' } });
  const own = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } };
  const { client, arn } = await as(allowing('apigateway:GET', '*', own));
  await client.send(new GetApiCommand({ ApiId }));
  await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  expect(await refusalOf(client.send(new GetApiCommand({ ApiId: other })))).toBe(
    notAuthorized(arn, 'apigateway:GET', gatewayArn(`/apis/${other}`)),
  );
});

test('names and endpoints are conditions on what is asked for, and on what is stored', async () => {
  const named = { Condition: { StringEquals: { 'apigateway:Request/ApiName': 'mine' } } };
  const stored = { Condition: { StringEquals: { 'apigateway:Resource/ApiName': 'mine' } } };
  const { client } = await as(
    allowing('apigateway:POST', gatewayArn('/apis'), named),
    allowing('apigateway:PATCH', gatewayArn('/apis/*'), stored),
  );
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'mine', ProtocolType: 'HTTP' }));
  await client.send(new UpdateApiCommand({ ApiId, Description: 'd' }));
  const { ApiId: other } = await api();
  const theirs = new CreateApiCommand({ Name: 'theirs', ProtocolType: 'HTTP' });
  expect(await refusalOf(client.send(theirs))).toMatch(/^403 /);
  expect(await refusalOf(client.send(new UpdateApiCommand({ ApiId: other, Description: 'd' })))).toMatch(
    /^403 /,
  );
});

test('a stage is named in policies as its ARN is written', async () => {
  const { ApiId } = await api({ Target: 'http://127.0.0.1:9' });
  const { client } = await as(allowing('apigateway:GET', gatewayArn(`/apis/${ApiId}/stages/$default`)));
  await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  expect(await refusalOf(client.send(new GetApiCommand({ ApiId })))).toMatch(/^403 /);
});

test('whoever makes what calls as a role must be let to pass the role on', async () => {
  const CredentialsArn = 'arn:aws:iam::000000000000:role/caller';
  const quick = new CreateApiCommand({
    Name: 'a',
    ProtocolType: 'HTTP',
    Target: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    CredentialsArn,
  });
  const { client, arn } = await as(allowing('apigateway:*'));
  expect(await refusalOf(client.send(quick))).toBe(notAuthorized(arn, 'iam:PassRole', CredentialsArn));
  const { client: passing } = await as(allowing('apigateway:*'), allowing('iam:PassRole', CredentialsArn));
  const { ApiId } = await passing.send(quick);
  const other = new UpdateApiCommand({ ApiId, CredentialsArn: `${CredentialsArn}2` });
  expect(await refusalOf(passing.send(other))).toMatch(/^403 .*iam:PassRole/);
});

test('tags need leave to tag, at creation too', async () => {
  const { ApiId } = await api();
  const { client } = await as(allowing(['apigateway:POST', 'apigateway:GET']));
  const Tags = { a: '1' };
  const tagging = [
    () => client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP', Tags })),
    () => client.send(new CreateStageCommand({ ApiId, StageName: 's', Tags })),
    () => client.send(new TagResourceCommand({ ResourceArn: gatewayArn(`/apis/${ApiId}`), Tags })),
  ];
  for (const call of tagging) expect(await refusalOf(call())).toMatch(/^403 /);
  await client.send(new CreateStageCommand({ ApiId, StageName: 's' }));
});

const documentWith = (operation: object, more: object = {}): string =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'mine', version: '1' },
    paths: { '/pets': { get: { responses: {}, ...operation } } },
    ...more,
  });

test('what a document makes is a condition on its import', async () => {
  const { ApiId } = await api();
  const isOpen = {
    'ForAnyValue:StringEquals': { 'apigateway:Request/RouteAuthorizationType': 'NONE' },
  };
  const { client } = await as(allowing('apigateway:*'), denying('apigateway:*', '*', { Condition: isOpen }));
  const signed = documentWith({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } });
  const Body = documentWith({});
  expect(await refusalOf(client.send(new ImportApiCommand({ Body })))).toMatch(/^403 /);
  expect(await refusalOf(client.send(new ReimportApiCommand({ ApiId, Body })))).toMatch(/^403 /);
  await client.send(new ImportApiCommand({ Body: signed }));
  await client.send(new ReimportApiCommand({ ApiId, Body: signed }));
});

test('so are its tags and its name', async () => {
  const named = { Condition: { StringEquals: { 'apigateway:Request/ApiName': 'mine' } } };
  const tagged = { Condition: { StringEquals: { 'aws:RequestTag/team': 'a' } } };
  const { client } = await as(
    allowing('apigateway:PUT', gatewayArn('/apis'), named),
    allowing('apigateway:PUT', gatewayArn('/tags/*'), tagged),
  );
  const withTeam = (team: string) =>
    documentWith({}, { tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': team }] });
  await client.send(new ImportApiCommand({ Body: documentWith({}) }));
  await client.send(new ImportApiCommand({ Body: withTeam('a') }));
  expect(await refusalOf(client.send(new ImportApiCommand({ Body: withTeam('b') })))).toMatch(/^403 /);
  const theirs = documentWith({}, { info: { title: 'theirs', version: '1' } });
  expect(await refusalOf(client.send(new ImportApiCommand({ Body: theirs })))).toMatch(/^403 /);
});
