import type { HttpApiServiceIntegration, ServiceSubtype } from '#libs/snapshot-format';
import { startKinesis, startSqs, type AwsServer } from '#libs/testing';
import { startAwsService, testCredentials, type TestAwsService } from '../../testing/aws-service.js';
import { httpHost, httpSnapshot, httpStage, uriOf, value } from '../../testing/http-documents.js';
import { call, startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let servers: Readonly<Record<'sqs' | 'kinesis', AwsServer>>;
/** Each checks signatures; behind some is a server that knows the service. */
let services: Readonly<Record<'sqs' | 'kinesis' | 'events' | 'appconfig' | 'states', TestAwsService>>;

/** Every parameter is the body's member of the same name. */
const ofBody = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, value({ kind: 'requestBody', jsonPath: [name] })]));
const integration = (
  subtype: ServiceSubtype,
  parameters: HttpApiServiceIntegration['parameters'],
  change: Partial<HttpApiServiceIntegration> = {},
): HttpApiServiceIntegration => ({
  type: 'AWS_SUBTYPE',
  integrationId: 'int0003',
  subtype,
  credentials: uriOf('arn:aws:iam::000000000000:role/caller'),
  parameters,
  timeoutMs: 30_000,
  ...change,
});

beforeAll(async () => {
  const [sqs, kinesis] = await Promise.all([startSqs(), startKinesis()]);
  servers = { sqs, kinesis };
  services = {
    sqs: await startAwsService('sqs', { behind: sqs.origin }),
    kinesis: await startAwsService('kinesis', { behind: kinesis.origin }),
    events: await startAwsService('events', {}),
    appconfig: await startAwsService('appconfig', {}),
    states: await startAwsService('states', {}),
  };
  system = await startTestSystem({
    aws: {
      credentials: () => testCredentials,
      endpointUrls: {
        SQS: services.sqs.origin,
        KINESIS: services.kinesis.origin,
        EVENTBRIDGE: services.events.origin,
        APPCONFIG: services.appconfig.origin,
        SFN: services.states.origin,
      },
      endpointUrl: null,
      functionUrls: new Map(),
    },
  });
  const document = httpSnapshot({
    'POST /send': integration(
      'SQS-SendMessage',
      ofBody('QueueUrl', 'MessageBody', 'MessageAttributes', 'DelaySeconds'),
    ),
    'POST /receive': integration(
      'SQS-ReceiveMessage',
      ofBody('QueueUrl', 'MaxNumberOfMessages', 'AttributeNames'),
    ),
    'POST /delete': integration('SQS-DeleteMessage', ofBody('QueueUrl', 'ReceiptHandle')),
    'POST /purge': integration('SQS-PurgeQueue', ofBody('QueueUrl')),
    'POST /record': integration('Kinesis-PutRecord', ofBody('StreamName', 'Data', 'PartitionKey')),
    'POST /events': integration('EventBridge-PutEvents', {
      ...ofBody('Detail', 'Resources', 'Time'),
      DetailType: value('made'),
      Source: value('shop.', { kind: 'stageVariable', name: 'shop' }),
    }),
    'GET /config/{id}': integration('AppConfig-GetConfiguration', {
      Application: value({ kind: 'pathParameter', name: 'id' }),
      Environment: value('prod'),
      Configuration: value('a b'),
      ClientId: value({ kind: 'context', path: ['identity', 'sourceIp'] }),
    }),
    'POST /start': integration('StepFunctions-StartExecution', ofBody('StateMachineArn', 'Input')),
    'POST /sync': integration('StepFunctions-StartSyncExecution', ofBody('StateMachineArn', 'Name'), {
      region: value('eu-west-1'),
      responseParameters: { '200': [{ action: 'overwrite', place: 'statuscode', value: value('202') }] },
    }),
    'POST /stop': integration('StepFunctions-StopExecution', ofBody('ExecutionArn', 'Cause', 'Error')),
    'POST /elsewhere': integration('StepFunctions-StopExecution', ofBody('ExecutionArn'), {
      region: value({ kind: 'requestBody', jsonPath: ['region'] }),
    }),
  });
  await system.deploy(document, httpStage({ variables: { shop: 'pets' } }));
});
afterAll(async () => {
  await system.stop();
  await Promise.all([...Object.values(services), ...Object.values(servers)].map((each) => each.close()));
});

const post = (path: string, body: object) =>
  system.call(path, { host: httpHost, method: 'POST', body: JSON.stringify(body) });
const seen = (service: keyof typeof services) => services[service].seen.at(-1)!;

test('SQS: a message is sent, received, deleted, and the queue purged', async () => {
  const created = await call(Number(new URL(servers.sqs.origin).port), '/', {
    method: 'POST',
    body: 'Action=CreateQueue&QueueName=orders',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(created.status).toBe(200);
  // The form in which this server knows its queues.
  const QueueUrl = 'http://localhost:1/queues/orders';
  const MessageBody = '{"a":"1&2=3+ü"}';
  const MessageAttributes = JSON.stringify({ color: { DataType: 'String', StringValue: 'blue' } });
  const sent = await post('/send', { QueueUrl, MessageBody, MessageAttributes });
  expect([sent.status, sent.body]).toEqual([200, expect.stringContaining('<MessageId>')]);
  const form = new URLSearchParams(seen('sqs').body);
  expect(Object.fromEntries(form)).toMatchObject({
    Action: 'SendMessage',
    MessageBody,
    'MessageAttribute.1.Name': 'color',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'blue',
  });
  expect(form.has('DelaySeconds')).toBe(false);
  const received = await post('/receive', { QueueUrl, MaxNumberOfMessages: 1, AttributeNames: ['All'] });
  expect(received.body).toContain('1&amp;2=3+');
  expect(Object.fromEntries(new URLSearchParams(seen('sqs').body))).toMatchObject({
    'AttributeName.1': 'All',
  });
  const [, ReceiptHandle] = /<ReceiptHandle>(.+)<\/ReceiptHandle>/.exec(received.body) ?? [];
  expect((await post('/delete', { QueueUrl, ReceiptHandle })).status).toBe(200);
  expect((await post('/purge', { QueueUrl })).status).toBe(200);
  expect(new URLSearchParams(seen('sqs').body).get('Action')).toBe('PurgeQueue');
});

test('Kinesis: a record is put; what the service refuses is passed on', async () => {
  const Data = Buffer.from('hello').toString('base64');
  const missing = await post('/record', { StreamName: 'none', Data, PartitionKey: 'k' });
  expect([missing.status, missing.body]).toEqual([400, expect.stringContaining('ResourceNotFoundException')]);
  expect(seen('kinesis').headers).toMatchObject({
    'x-amz-target': 'Kinesis_20131202.PutRecord',
    'content-type': 'application/x-amz-json-1.1',
  });
  expect(JSON.parse(seen('kinesis').body)).toEqual({ StreamName: 'none', Data, PartitionKey: 'k' });
});

test('EventBridge: an event with resources and a time', async () => {
  const Detail = { id: 7 };
  const sent = await post('/events', { Detail, Resources: ['arn:a', 'arn:b'], Time: '2026-01-02T03:04:05Z' });
  expect(sent.status).toBe(200);
  expect(seen('events').headers['x-amz-target']).toBe('AWSEvents.PutEvents');
  expect(JSON.parse(seen('events').body)).toEqual({
    Entries: [
      {
        Detail: '{"id":7}',
        DetailType: 'made',
        Source: 'shop.pets',
        Resources: ['arn:a', 'arn:b'],
        Time: 1_767_323_045,
      },
    ],
  });
});

test('AppConfig: names stay in their place', async () => {
  const get = (id: string) => system.call(`/config/${id}`, { host: httpHost });
  expect((await get('app')).status).toBe(200);
  expect(seen('appconfig').url).toBe(
    '/applications/app/environments/prod/configurations/a%20b?client_id=127.0.0.1',
  );
  await get('a%2Fb');
  expect(seen('appconfig').url).toMatch(/^\/applications\/a%2Fb\/environments\/prod\//);
});

test('Step Functions: executions are started, run to their end and stopped', async () => {
  expect((await post('/start', { StateMachineArn: 'arn:s', Input: { a: 1 } })).status).toBe(200);
  expect(seen('states').headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
  expect(JSON.parse(seen('states').body)).toEqual({ stateMachineArn: 'arn:s', input: '{"a":1}' });
  expect((await post('/sync', { StateMachineArn: 'arn:s', Name: 'n' })).status).toBe(202);
  expect(seen('states').headers['x-amz-target']).toBe('AWSStepFunctions.StartSyncExecution');
  expect(seen('states').headers.authorization).toContain('/eu-west-1/states/');
  expect((await post('/stop', { ExecutionArn: 'arn:e', Cause: 'c', Error: 'e' })).status).toBe(200);
  expect(JSON.parse(seen('states').body)).toEqual({ executionArn: 'arn:e', cause: 'c', error: 'e' });
});

test.each([
  ['/send', { MessageBody: 'x' }, 400],
  ['/send', { QueueUrl: 'no url', MessageBody: 'x' }, 400],
  ['/send', { QueueUrl: 'http://q/1/a', MessageBody: 'x', MessageAttributes: 'x' }, 400],
  ['/events', { Detail: {}, Time: 'yesterday' }, 400],
  ['/elsewhere', { ExecutionArn: 'a', region: 'evil.example/' }, 500],
])('what cannot be sent is not sent: %s %j', async (path, body, status) => {
  const counts = () => Object.values(services).map((service) => service.seen.length);
  const before = counts();
  expect((await post(path, body)).status).toBe(status);
  expect(counts()).toEqual(before);
});

test('a caller’s object in place of a text is sent as JSON', async () => {
  const odd = { toString: 1, valueOf: 1 };
  const MessageAttributes = JSON.stringify({ color: { DataType: 'String', StringValue: odd } });
  await post('/send', { QueueUrl: 'http://q/1/a', MessageBody: 'x', MessageAttributes });
  expect(new URLSearchParams(seen('sqs').body).get('MessageAttribute.1.Value.StringValue')).toBe(
    JSON.stringify(odd),
  );
  await post('/events', { Detail: {}, Resources: [odd] });
  expect(JSON.parse(seen('events').body)).toMatchObject({ Entries: [{ Resources: [JSON.stringify(odd)] }] });
});

test('a caller’s queue does not lead to another server', async () => {
  const before = services.sqs.seen.length;
  await post('/purge', { QueueUrl: 'http://127.0.0.1:9/queues/orders' });
  expect(services.sqs.seen).toHaveLength(before + 1);
  expect(seen('sqs').headers.host).toBe(new URL(services.sqs.origin).host);
});
