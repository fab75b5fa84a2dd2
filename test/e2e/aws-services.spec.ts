import {
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { startDynamoDb, startSqs, type AwsServer } from '#libs/testing';
import { createApi, createResource, deploy } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// An API without any code behind it: a table and a queue, by type AWS.
let tollgate: Installation;
let dynamoDb: AwsServer;
let sqs: AwsServer;
let restApiId: string;

beforeAll(async () => {
  [dynamoDb, sqs] = await Promise.all([startDynamoDb(), startSqs()]);
  tollgate = await startInstallation({
    env: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.origin,
      AWS_ENDPOINT_URL_SQS: sqs.origin,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    },
  });
  const { client } = tollgate;
  const api = await createApi(client, 'pets');
  restApiId = api.restApiId;
  const make = (pathPart: string, parentId = api.rootId) =>
    createResource(client, restApiId, parentId, pathPart);
  const [tables, queues, messages, pets] = [
    await make('tables'),
    await make('queues'),
    await make('messages'),
    await make('pets'),
  ];
  const pet = await make('{id}', pets);
  await putAction(tables, 'POST', 'dynamodb:action/CreateTable', null);
  await putAction(
    pet,
    'PUT',
    'dynamodb:action/PutItem',
    `{"TableName": "pets", "Item": {"id": {"S": "$input.params('id')"}, "name": {"S": $input.json('$.name')}}}`,
  );
  await putAction(
    pet,
    'GET',
    'dynamodb:action/GetItem',
    `{"TableName": "pets", "Key": {"id": {"S": "$input.params('id')"}}}`,
    `{"name": $input.json('$.Item.name.S')}`,
  );
  await putAction(queues, 'POST', 'sqs:action/CreateQueue', 'Action=CreateQueue&QueueName=births');
  const queue = 'http%3A%2F%2Flocalhost%3A1%2Fqueues%2Fbirths';
  const body = '$util.urlEncode($input.body)';
  await putAction(
    messages,
    'POST',
    'sqs:action/SendMessage',
    `Action=SendMessage&QueueUrl=${queue}&MessageBody=${body}`,
  );
  await putAction(messages, 'GET', 'sqs:action/ReceiveMessage', `Action=ReceiveMessage&QueueUrl=${queue}`);
  await deploy(client, restApiId, 'dev');
});
afterAll(async () => {
  await tollgate?.close();
  await Promise.all([dynamoDb, sqs].map((server) => server?.close()));
});

async function putAction(
  resourceId: string,
  httpMethod: string,
  action: string,
  template: string | null,
  responseTemplate?: string,
): Promise<void> {
  const at = { restApiId, resourceId, httpMethod };
  const { client } = tollgate;
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await client.send(new PutMethodResponseCommand({ ...at, statusCode: '200' }));
  await client.send(
    new PutIntegrationCommand({
      ...at,
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:${action}`,
      ...(template !== null && { requestTemplates: { 'application/json': template } }),
    }),
  );
  await client.send(
    new PutIntegrationResponseCommand({
      ...at,
      statusCode: '200',
      ...(responseTemplate !== undefined && { responseTemplates: { 'application/json': responseTemplate } }),
    }),
  );
}

const send = (method: string, path: string, body?: object) =>
  tollgate.invoke(restApiId, `/dev${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

test('what is put into a DynamoDB table through the gateway can be got through it', async () => {
  const made = await send('POST', '/tables', {
    TableName: 'pets',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  });
  expect(await made.json()).toMatchObject({ TableDescription: { TableName: 'pets' } });
  expect(await (await send('PUT', '/pets/7', { name: 'Rex "the" dog' })).json()).toEqual({});
  expect(await (await send('GET', '/pets/7')).json()).toEqual({ name: 'Rex "the" dog' });
});

test('a message sent to an SQS queue through the gateway is received through it', async () => {
  expect(await (await send('POST', '/queues')).text()).toContain('<QueueUrl>');
  const sent = await (await send('POST', '/messages', { born: 'a & b' })).text();
  expect(sent).toContain('<MessageId>');
  const received = await (await send('GET', '/messages')).text();
  expect(received).toContain('{"born":"a &amp; b"}');
});
