import type { RestSnapshot } from '#libs/snapshot-format';
import { awsService, integrationResponse, mapping, method, snapshot, templatesOf } from './documents.js';

const json = (template: string) => templatesOf({ 'application/json': template });
const contentType = (value: string) => mapping('header', 'Content-Type', `'${value}'`);
const statuses = {
  methodResponses: { '200': { headers: [] }, '400': { headers: [] }, '404': { headers: [] } },
};
const service = (...of: Parameters<typeof awsService>) => ({ ANY: method(awsService(...of), statuses) });

const s3Path = {
  httpMethod: 'ANY',
  parameters: [mapping('path', 'key', 'method.request.path.key')],
};

/** Services called as samples and authors do: by action, by path, with mappings; the stage has `machine`. */
export function awsServiceApi(): RestSnapshot {
  return snapshot(
    {
      '/tables': service('dynamodb:action/CreateTable'),
      '/items': service('dynamodb:action/PutItem', {
        requestTemplates: json('{"TableName":"pets","Item":{"id":{"S":"$input.params(\'id\')"}}}'),
        responses: [
          integrationResponse('200', null, { 'application/json': '{}' }),
          integrationResponse('400', '4\\d{2}', {
            'application/json': '{"type":$input.json(\'$.__type\')}',
          }),
        ],
      }),
      '/scan': service('dynamodb:action/Scan', { requestTemplates: json('{"TableName":"pets"}') }),
      '/streams': service('kinesis:action/CreateStream', { parameters: [contentType('x-amz-json-1.1')] }),
      '/records': service('kinesis:action/PutRecord', {
        requestTemplates: json(
          '{"StreamName":"s","Data":"$util.base64Encode($input.body)","PartitionKey":"p"}',
        ),
      }),
      '/objects/{key+}': service('s3:path/pictures/{key}', {
        ...s3Path,
        responses: [integrationResponse('200', null, null, { ETag: 'integration.response.header.ETag' })],
      }),
      '/named': service('s3:path/pictures/{key}', {
        httpMethod: 'GET',
        parameters: [mapping('path', 'key', 'method.request.header.key')],
      }),
      '/hosted/{key+}': service('pictures.s3:path/{key}?versions&max-keys=2', {
        ...s3Path,
        responses: [integrationResponse('200'), integrationResponse('404', '404')],
      }),
      '/queues': service('sqs:action/CreateQueue', {
        requestTemplates: json("Action=CreateQueue&QueueName=$input.params('name')"),
      }),
      '/messages': service('sqs:action/SendMessage', {
        requestTemplates: json(
          "Action=SendMessage&QueueUrl=$util.urlEncode($input.params('queue'))&MessageBody=$util.urlEncode($input.body)",
        ),
      }),
      '/received': service('sqs:action/ReceiveMessage', {
        requestTemplates: json(
          "Action=ReceiveMessage&QueueUrl=$util.urlEncode($input.params('queue'))&MaxNumberOfMessages=1",
        ),
      }),
      '/publish': service('sns:action/Publish&TopicArn={topic}', {
        parameters: [
          mapping('path', 'topic', 'method.request.querystring.topic'),
          mapping('querystring', 'Message', 'method.request.body.text'),
        ],
      }),
      '/executions': service('states:action/StartExecution', {
        requestTemplates: json('{"stateMachineArn":"${stageVariables.machine}","input":"{}"}'),
      }),
      '/events': service('events:action/PutEvents', {
        requestTemplates: json(
          '#set($context.requestOverride.header["X-Amz-Target"]="AWSEvents.PutEvents")' +
            '#set($context.requestOverride.header["Content-Type"]="application/x-amz-json-1.1"){"Entries":[]}',
        ),
      }),
      '/mail': service('email:action/SendEmail', { requestTemplates: json('Action=SendEmail') }),
      '/other': service('abc.execute-api:path/prod//x?y=${stageVariables.machine}', {
        httpMethod: 'GET',
        parameters: [mapping('header', 'X-Amz-Meta-A', "'1'"), mapping('querystring', 'z', "'a b&c'")],
      }),
      '/away': service('away:action/X'),
      '/silent': service('silent:action/X', { timeoutMs: 50 }),
      '/xml': service('sns:action/Publish', {
        parameters: [mapping('header', 'Accept', "'application/xml'")],
      }),
      '/forbidden': service('sns:action/Publish', { parameters: [mapping('header', 'Connection', "'x'")] }),
      '/never': service('sns:action/Publish', { passthroughBehavior: 'NEVER' }),
      '/disguised': service('sns:action/Publish', {
        requestTemplates: json(
          '#set($context.requestOverride.header.Authorization="mine")#set($context.requestOverride.header.Host="evil")x',
        ),
      }),
    },
    { binaryMediaTypes: ['image/*'] },
  );
}
