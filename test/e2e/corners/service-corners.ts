import { openapi, operation, passedOn, sending, swagger, type Corner } from './corner.js';

const credentials = 'arn:aws:iam::000000000000:role/gateway';
const json = (text: string) => ({ 'application/json': text });

/**
 * Definitions that call AWS services with no code between, as samples do. The backend stands in for the
 * services.
 */
export const serviceCorners: readonly Corner[] = [
  {
    name: 'SQS by its path, with a form as the template',
    document: ({ serviceUri }) =>
      openapi({
        '/messages': {
          post: operation({
            type: 'aws',
            httpMethod: 'POST',
            uri: serviceUri('sqs:path/000000000000/births'),
            credentials,
            requestParameters: {
              'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
            },
            requestTemplates: json('Action=SendMessage&MessageBody=$util.urlEncode($input.body)'),
            passthroughBehavior: 'never',
            responses: passedOn,
          }),
        },
      }),
    calls: [
      {
        path: '/messages',
        init: sending('{"a":"b c"}'),
        status: 200,
        body: {
          method: 'POST',
          url: '/000000000000/births',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'Action=SendMessage&MessageBody=%7B%22a%22%3A%22b+c%22%7D',
        },
      },
    ],
  },
  {
    name: 'DynamoDB PutItem with values of the context',
    document: ({ serviceUri }) =>
      swagger({
        '/pets/{id}': {
          put: operation({
            type: 'aws',
            httpMethod: 'POST',
            uri: serviceUri('dynamodb:action/PutItem'),
            credentials,
            requestTemplates: json(
              '{"TableName": "pets", "Item": {"id": {"S": "$input.params(\'id\')"}, "name": {"S": $input.json(\'$.name\')}, "stage": {"S": "$context.stage"}}}',
            ),
            responses: {
              default: { statusCode: '200', responseTemplates: json('{"sent": $input.json(\'$.body\')}') },
            },
          }),
        },
      }),
    calls: [
      {
        path: '/pets/7',
        init: sending('{"name":"Rex"}', 'application/json', 'PUT'),
        status: 200,
        body: {
          sent: '{"TableName": "pets", "Item": {"id": {"S": "7"}, "name": {"S": "Rex"}, "stage": {"S": "v1"}}}',
        },
      },
    ],
  },
  {
    name: 'Step Functions with the body as escaped input',
    document: ({ serviceUri }) =>
      openapi({
        '/execution': {
          post: operation({
            type: 'aws',
            httpMethod: 'POST',
            uri: serviceUri('states:action/StartExecution'),
            credentials,
            requestTemplates: json(
              '#set($data = $util.escapeJavaScript($input.json(\'$\'))){"input": "$data", "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:m"}',
            ),
            responses: passedOn,
          }),
        },
      }),
    calls: [
      {
        path: '/execution',
        init: sending('{"a":"it\'s"}'),
        status: 200,
        body: { headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' } },
      },
    ],
  },
  {
    name: 'Kinesis with data in Base64',
    document: ({ serviceUri }) =>
      swagger({
        '/streams/{stream-name}/record': {
          put: operation({
            type: 'aws',
            httpMethod: 'POST',
            uri: serviceUri('kinesis:action/PutRecord'),
            credentials,
            requestParameters: {
              'integration.request.header.Content-Type': "'application/x-amz-json-1.1'",
            },
            requestTemplates: json(
              '{"StreamName": "$input.params(\'stream-name\')", "Data": "$util.base64Encode($input.json(\'$.Data\'))", "PartitionKey": "$input.path(\'$.PartitionKey\')"}',
            ),
            passthroughBehavior: 'when_no_templates',
            responses: passedOn,
          }),
        },
      }),
    calls: [
      {
        path: '/streams/s/record',
        init: sending('{"Data":"some","PartitionKey":"k"}', 'application/json', 'PUT'),
        status: 200,
        body: { body: '{"StreamName": "s", "Data": "InNvbWUi", "PartitionKey": "k"}' },
      },
    ],
  },
  {
    name: 'EventBridge by overridden headers',
    document: ({ serviceUri }) =>
      openapi({
        '/events': {
          post: operation({
            type: 'aws',
            httpMethod: 'POST',
            uri: serviceUri('events:action/PutEvents'),
            credentials,
            requestTemplates: json(
              '#set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")#set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")#set($body = $input.json(\'$\')){"Entries": [#foreach($item in $input.path(\'$.items\')){"Source": "web", "Detail": "$util.escapeJavaScript($item.detail)"}#if($foreach.hasNext),#end#end]}',
            ),
            responses: passedOn,
          }),
        },
      }),
    calls: [
      {
        path: '/events',
        init: sending('{"items":[{"detail":"a"},{"detail":"b"}]}'),
        status: 200,
        body: {
          headers: { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' },
          body: '{"Entries": [{"Source": "web", "Detail": "a"},{"Source": "web", "Detail": "b"}]}',
        },
      },
    ],
  },
  {
    name: 'S3 objects by path overrides, with headers of the response',
    document: ({ serviceUri }) =>
      swagger({
        '/{folder}/{item}': {
          get: operation(
            {
              type: 'aws',
              httpMethod: 'GET',
              uri: serviceUri('s3:path/{bucket}/{object}'),
              credentials,
              requestParameters: {
                'integration.request.path.bucket': 'method.request.path.folder',
                'integration.request.path.object': 'method.request.path.item',
              },
              responses: {
                '4\\d{2}': { statusCode: '400' },
                '5\\d{2}': { statusCode: '500' },
                default: {
                  statusCode: '200',
                  responseParameters: {
                    'method.response.header.Content-Type': 'integration.response.header.Content-Type',
                  },
                },
              },
            },
            {
              parameters: ['item', 'folder'].map((name) => ({
                name,
                in: 'path',
                required: true,
                type: 'string',
              })),
              responses: {
                200: { description: 'ok', headers: { 'Content-Type': { type: 'string' } } },
                400: { description: 'bad' },
                500: { description: 'worse' },
              },
            },
          ),
        },
      }),
    calls: [
      {
        path: '/pictures/a.png',
        status: 200,
        body: { method: 'GET', url: '/pictures/a.png' },
        headers: { 'content-type': 'application/json' },
      },
    ],
  },
];
