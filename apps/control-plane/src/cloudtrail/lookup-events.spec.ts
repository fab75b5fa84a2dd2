import { CreateRestApiCommand, CreateStageCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudTrailClient,
  LookupEventsCommand,
  type Event,
  type LookupAttributeKey,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import type { SigningCredentials } from '#libs/sigv4';
import { iamOf } from '../testing/iam-of.js';
import { allowing, limitedUser } from '../testing/limited-user.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
  const made = await plane.client.send(new CreateRestApiCommand({ name: 'looked up' }));
  restApiId = made.id!;
  await plane.client
    .send(new CreateStageCommand({ restApiId, stageName: 'prod', deploymentId: 'none' }))
    .catch(() => undefined);
  for (let at = 0; at < 120; at += 1) await plane.client.send(new GetRestApisCommand({}));
  await iamOf(plane).send(new CreateUserCommand({ UserName: 'ada' }));
});
afterAll(() => plane.close());

const trail = (credentials: SigningCredentials = plane.credentials, region = 'us-east-1') =>
  new CloudTrailClient({ endpoint: plane.url, region, credentials, maxAttempts: 1 });
const lookup = (input: LookupEventsCommandInput = {}) => trail().send(new LookupEventsCommand(input));
const by = async (AttributeKey: LookupAttributeKey, AttributeValue: string): Promise<Event[]> =>
  (await lookup({ LookupAttributes: [{ AttributeKey, AttributeValue }] })).Events!;

test('an event is found by each attribute, and is as CloudTrail has it', async () => {
  const [created] = await by('EventName', 'CreateRestApi');
  expect(created).toMatchObject({
    EventName: 'CreateRestApi',
    ReadOnly: 'false',
    AccessKeyId: plane.credentials.accessKeyId,
    EventSource: 'apigateway.amazonaws.com',
    Username: 'root',
    Resources: [{ ResourceType: 'AWS::ApiGateway::RestApi', ResourceName: restApiId }],
  });
  const event = JSON.parse(created!.CloudTrailEvent!) as Record<string, unknown>;
  expect(event).toMatchObject({ eventID: created!.EventId, responseElements: { id: restApiId } });
  expect(created!.EventTime!.toISOString()).toBe((event['eventTime'] as string).replace('Z', '.000Z'));
  expect(await by('EventId', created!.EventId!)).toEqual([created]);
  expect((await by('ResourceName', restApiId)).map(({ EventName }) => EventName)).toEqual([
    'CreateStage',
    'CreateRestApi',
  ]);
  expect((await by('ResourceType', 'AWS::ApiGateway::Stage')).map(({ EventName }) => EventName)).toEqual([
    'CreateStage',
  ]);
  expect((await by('EventSource', 'iam.amazonaws.com')).map(({ EventName }) => EventName)).toEqual([
    'CreateUser',
  ]);
  expect((await by('ResourceName', 'ada'))[0]).toMatchObject({ EventName: 'CreateUser' });
  expect((await by('ReadOnly', 'false')).map(({ EventName }) => EventName)).toEqual([
    'CreateUser',
    'CreateStage',
    'CreateRestApi',
  ]);
  expect(await by('Username', 'nobody')).toEqual([]);
  expect((await by('AccessKeyId', plane.credentials.accessKeyId)).length).toBe(50);
});

test('pages are continued by their token, newest first, each event once', async () => {
  const seen: string[] = [];
  const times: number[] = [];
  let NextToken: string | undefined;
  do {
    const page = await lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'GetRestApis' }],
      MaxResults: 23,
      NextToken,
    });
    expect(page.Events!.length).toBeLessThanOrEqual(23);
    seen.push(...page.Events!.map(({ EventId }) => EventId!));
    times.push(...page.Events!.map(({ EventTime }) => EventTime!.getTime()));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('a range of time has both its ends', async () => {
  const [created] = await by('EventName', 'CreateRestApi');
  const at = created!.EventTime!;
  // Of one name: a page is soon full of the lookups of this file.
  const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: 'CreateRestApi' } as const];
  const names = async (StartTime?: Date, EndTime?: Date) =>
    (await lookup({ LookupAttributes, StartTime, EndTime })).Events!.map(({ EventName }) => EventName);
  expect(await names(at, at)).toContain('CreateRestApi');
  expect(await names(new Date(at.getTime() - 3_600_000), new Date(at.getTime() - 1000))).toEqual([]);
  expect(await names(new Date(at.getTime() + 86_400_000))).toEqual([]);
});

test('what cannot be looked up is refused by the name that CloudTrail has for it', async () => {
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'x' } as const;
  expect(await refusalOf(lookup({ LookupAttributes: [attribute, attribute] }))).toMatch(
    /^400 InvalidLookupAttributesException: /,
  );
  expect(
    await refusalOf(lookup({ LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'yes' }] })),
  ).toMatch(/^400 InvalidLookupAttributesException: /);
  expect(await refusalOf(lookup({ StartTime: new Date(2000), EndTime: new Date(1000) }))).toMatch(
    /^400 InvalidTimeRangeException: /,
  );
  const { NextToken } = await lookup({ MaxResults: 1 });
  expect(await refusalOf(lookup({ MaxResults: 1, NextToken: 'none' }))).toMatch(
    /^400 InvalidNextTokenException: /,
  );
  expect(await refusalOf(lookup({ LookupAttributes: [attribute], NextToken }))).toMatch(
    /^400 InvalidNextTokenException: /,
  );
  const forged = Buffer.from('["x",1e400,"1"]').toString('base64url');
  expect(await refusalOf(lookup({ NextToken: forged }))).toMatch(/^400 InvalidNextTokenException: /);
  expect(await refusalOf(lookup({ MaxResults: 51 }))).toMatch(/^400 \w+Exception: /);
  expect(await refusalOf(lookup({ MaxResults: 0 }))).toMatch(/^400 \w+Exception: /);
  expect((await lookup({ EventCategory: 'insight' })).Events).toEqual([]);
});

test('an account sees its own events, of the region that the call is signed for, if its policies allow', async () => {
  const stranger = await plane.credentialsOf('999999999999');
  expect((await trail(stranger).send(new LookupEventsCommand({}))).Events).toEqual([]);
  expect((await trail(plane.credentials, 'eu-west-1').send(new LookupEventsCommand({}))).Events).toEqual([]);
  const nobody = await limitedUser(plane);
  expect(await refusalOf(trail(nobody.credentials).send(new LookupEventsCommand({})))).toMatch(
    /^\d+ AccessDenied.*cloudtrail:LookupEvents on resource: \*/,
  );
  const reader = await limitedUser(plane, allowing('cloudtrail:LookupEvents'));
  expect((await trail(reader.credentials).send(new LookupEventsCommand({}))).Events!.length).toBe(50);
});
