import { startDynamoDb, startKinesis, startS3, startSqs, type AwsServer } from '#libs/testing';
import { startAwsService, testCredentials, type TestAwsService } from '../../testing/aws-service.js';
import { apiId } from '../../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';
import { awsServiceApi } from '../../testing/aws-service-api.js';

let system: TestSystem;
let servers: Readonly<Record<'dynamoDb' | 'kinesis' | 's3' | 'sqs', AwsServer>>;
/** Each checks signatures; behind some is a server that knows the service. */
let services: Readonly<Record<Service, TestAwsService>>;
type Service =
  'dynamoDb' | 'kinesis' | 's3' | 'sqs' | 'sns' | 'states' | 'events' | 'email' | 'silent' | 'other';

const seen = (service: Service) => services[service].seen.at(-1)!;
const call = (path: string, options?: CallOptions) => system.call(`/dev${path}`, options);
const post = (path: string, body: string, headers = {}) => call(path, { method: 'POST', body, headers });

beforeAll(async () => {
  const [dynamoDb, kinesis, s3, sqs] = await Promise.all([
    startDynamoDb(),
    startKinesis(),
    startS3('pictures'),
    startSqs(),
  ]);
  servers = { dynamoDb, kinesis, s3, sqs };
  services = {
    dynamoDb: await startAwsService('dynamodb', { behind: dynamoDb.origin }),
    kinesis: await startAwsService('kinesis', { behind: kinesis.origin }),
    s3: await startAwsService('s3', { behind: s3.origin }),
    sqs: await startAwsService('sqs', { behind: sqs.origin }),
    sns: await startAwsService('sns', {}),
    states: await startAwsService('states', {}),
    events: await startAwsService('events', {}),
    email: await startAwsService('ses', {}),
    silent: await startAwsService('silent', { respond: () => undefined }),
    other: await startAwsService('execute-api', {}),
  };
  const away = await startAwsService('away', {});
  await away.close();
  system = await startTestSystem({
    aws: {
      credentials: () => testCredentials,
      endpointUrls: {
        DYNAMODB: services.dynamoDb.origin,
        KINESIS: services.kinesis.origin,
        S3: services.s3.origin,
        SQS: services.sqs.origin,
        SNS: services.sns.origin,
        SFN: services.states.origin,
        EVENTBRIDGE: services.events.origin,
        SES: services.email.origin,
        AWAY: away.origin,
        SILENT: services.silent.origin,
      },
      endpointUrl: `${services.other.origin}/base`,
      functionUrls: new Map(),
    },
  });
  await system.deploy(awsServiceApi(), { variables: { machine: 'm1' } });
});
afterAll(async () => {
  await system.stop();
  await Promise.all([...Object.values(services), ...Object.values(servers)].map((each) => each.close()));
});

const table = JSON.stringify({
  TableName: 'pets',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
});

test('DynamoDB takes an action by its target, puts an item and gives it back; its error selects a response', async () => {
  expect((await post('/items?id=0', '{}')).body).toContain('ResourceNotFoundException');
  expect((await post('/items?id=0', '{}')).status).toBe(400);
  expect((await post('/tables', table)).status).toBe(200);
  const put = await post('/items?id=7', '{}');
  expect(put).toMatchObject({ status: 200, body: '{}' });
  expect(put.headers['x-amzn-trace-id']).toContain('Root=');
  expect(seen('dynamoDb')).toMatchObject({ method: 'POST', url: '/?Action=PutItem' });
  expect(seen('dynamoDb').headers).toMatchObject({
    'x-amz-target': 'DynamoDB_20120810.PutItem',
    'content-type': 'application/x-amz-json-1.0',
    accept: 'application/json',
    'user-agent': `AmazonAPIGateway_${apiId}`,
    'x-amzn-apigateway-api-id': apiId,
  });
  expect((await call('/scan')).json()).toMatchObject({ Count: 1, Items: [{ id: { S: '7' } }] });
});

test('Kinesis takes records, and the content type that AWS’s samples map', async () => {
  expect((await post('/streams', '{"StreamName":"s","ShardCount":1}')).status).toBe(200);
  expect(seen('kinesis').headers['content-type']).toBe('application/x-amz-json-1.1');
  const put = await post('/records', '{"hello":"world"}');
  expect(put.json()).toMatchObject({ ShardId: 'shardId-000000000000' });
  expect(seen('kinesis').headers['x-amz-target']).toBe('Kinesis_20131202.PutRecord');
});

test('S3 keeps and gives objects under keys with escapes, by the caller’s method; its error is a 200 unless mapped', async () => {
  for (const key of ['a.txt', 'folder/b%20c+d.txt', '%C3%BC%2Fx', "q'(1)!*~"]) {
    const path = `/objects/${key}`;
    expect((await call(path, { method: 'PUT', body: `is ${key}` })).status).toBe(200);
    expect(seen('s3')).toMatchObject({ method: 'PUT', url: `/pictures/${key}` });
    expect(await call(path)).toMatchObject({ status: 200, body: `is ${key}` });
  }
  expect((await call('/objects/a.txt')).headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
  const missing = await call('/objects/nothing');
  expect(missing.status).toBe(200);
  expect(missing.body).toContain('<Code>NoSuchKey</Code>');
  expect((await call('/objects/a.txt', { method: 'HEAD' })).body).toBe('');
});

test('S3 keeps bytes of a binary content type, and gives them to who accepts it', async () => {
  const bytes = Buffer.from([0, 255, 137, 80, 13, 10]);
  const path = '/objects/dot.png';
  await call(path, { method: 'PUT', body: bytes, headers: { 'content-type': 'image/png' } });
  expect(seen('s3').headers['content-type']).toBe('image/png');
  expect((await call(path, { headers: { accept: 'image/png' } })).bytes).toEqual(bytes);
  expect((await call(path)).body).toBe(bytes.toString('base64'));
});

test('a mapped value cannot climb out of the path that the URI gives it', async () => {
  await call('/objects/a.txt', { method: 'PUT', body: 'a' });
  expect((await call('/named', { headers: { key: 'a.txt?acl' } })).body).toContain('NoSuchKey');
  const before = services.s3.seen.length;
  expect((await call('/named', { headers: { key: 'x/../../other/a.txt' } })).status).toBe(500);
  expect(services.s3.seen).toHaveLength(before);
});

test('a subdomain is in the signed Host also behind an endpoint of one’s own; the URI’s query goes on', async () => {
  expect((await call('/hosted/nothing')).status).toBe(404);
  expect(seen('s3').headers.host).toBe(`pictures.${new URL(services.s3.origin).host}`);
  expect(seen('s3').url).toBe('/nothing?versions&max-keys=2');
});

test('SQS takes the form that a template writes, and a message comes out as it went in', async () => {
  await post('/queues?name=q1', '{}');
  expect(seen('sqs').headers['content-type']).toBe('application/x-www-form-urlencoded');
  // The form in which this server knows its queues.
  const url = 'http://localhost:1/queues/q1';
  const sent = await post(`/messages?queue=${encodeURIComponent(url)}`, '{"a":"1&2=3+4"}');
  expect(sent.body).toContain('<SendMessageResult>');
  expect(seen('sqs').body).toContain('MessageBody=%7B%22a%22%3A%221%262%3D3%2B4%22%7D');
  const received = await post(`/received?queue=${encodeURIComponent(url)}`, '{}');
  expect(received.body).toMatch(/1&amp;2=3\+4|1&2=3\+4/);
});

test('SNS takes an action with parameters; what a caller puts into one adds no other', async () => {
  const topic = 'arn:aws:sns:us-east-1:000000000000:t&Action=DeleteTopic';
  await post(`/publish?topic=${encodeURIComponent(topic)}`, '{"text":"a b&Action=x"}');
  expect(seen('sns').url).toBe(
    '/?Action=Publish&TopicArn=arn:aws:sns:us-east-1:000000000000:t%26Action%3DDeleteTopic&Message=a%20b%26Action%3Dx',
  );
  // The caller's own body is not said to be a form.
  expect(seen('sns').headers['content-type']).toBe('application/json');
});

test('responses are asked for in JSON unless a mapping asks for something else', async () => {
  await post('/publish?topic=t', '{"text":"a"}');
  expect(seen('sns').headers.accept).toBe('application/json');
  await post('/xml', '{}');
  expect(seen('sns').headers.accept).toBe('application/xml');
});

test('Step Functions takes an execution, with a stage variable in it', async () => {
  await post('/executions', '{}');
  expect(seen('states').headers).toMatchObject({
    'x-amz-target': 'AWSStepFunctions.StartExecution',
    'content-type': 'application/x-amz-json-1.0',
  });
  expect(seen('states').body).toBe('{"stateMachineArn":"m1","input":"{}"}');
});

test('EventBridge takes the target and content type that a template sets', async () => {
  expect((await post('/events', '{}')).status).toBe(200);
  expect(seen('events')).toMatchObject({ url: '/?Action=PutEvents', body: '{"Entries":[]}' });
  expect(seen('events').headers).toMatchObject({
    'x-amz-target': 'AWSEvents.PutEvents',
    'content-type': 'application/x-amz-json-1.1',
  });
});

test('a service that signs by another name is signed for by that', async () => {
  expect((await post('/mail', '{}')).body).toBe('{"ok":true}');
  expect(seen('email').body).toBe('Action=SendEmail');
});

test('a service that nothing is known of follows the general rule, at the endpoint of all services', async () => {
  expect((await call('/other')).body).toBe('{"ok":true}');
  expect(seen('other')).toMatchObject({ method: 'GET', url: '/base/prod//x?y=m1&z=a%20b%26c' });
  expect(seen('other').headers).toMatchObject({
    host: `abc.${new URL(services.other.origin).host}`,
    'x-amz-meta-a': '1',
  });
});

test('neither a mapping nor an override changes who the call is from and where it goes', async () => {
  expect((await post('/disguised', '{}')).body).toBe('{"ok":true}');
  expect(seen('sns').headers.host).toBe(new URL(services.sns.origin).host);
  const before = services.sns.seen.length;
  expect(await call('/forbidden')).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
  expect(services.sns.seen).toHaveLength(before);
});

test('a service that is away is a 500, one that does not answer in time a 504, a body that may not pass a 415', async () => {
  expect(await call('/silent')).toMatchObject({
    status: 504,
    body: '{"message": "Endpoint request timed out"}',
  });
  expect((await call('/away')).status).toBe(500);
  expect((await post('/never', '{}')).status).toBe(415);
});
