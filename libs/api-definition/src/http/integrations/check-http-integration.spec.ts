import { checkHttpIntegration, checkHttpIntegrationDeletion } from './check-http-integration.js';
import {
  newHttpIntegration,
  updatedHttpIntegration,
  type GivenHttpIntegration,
} from './new-http-integration.js';

const ids = { apiId: 'a', integrationId: 'i' };
const httpProxy: GivenHttpIntegration = {
  integrationType: 'HTTP_PROXY',
  integrationMethod: 'GET',
  integrationUri: 'https://example.com/{proxy}',
};
const lambda: GivenHttpIntegration = {
  integrationType: 'AWS_PROXY',
  integrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:pets',
  payloadFormatVersion: '2.0',
};
const queue: GivenHttpIntegration = {
  integrationType: 'AWS_PROXY',
  integrationSubtype: 'SQS-SendMessage',
  credentialsArn: 'arn:aws:iam::000000000000:role/queue',
  requestParameters: { QueueUrl: '$stageVariables.queue', MessageBody: '$request.body.message' },
};
const listener =
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/orders/50dc6c495c0c9188/f2f7dc8efc522ab2';
const behindLink: GivenHttpIntegration = {
  ...httpProxy,
  connectionType: 'VPC_LINK',
  connectionId: 'link01',
  integrationUri: listener,
};

const messageOf = (given: GivenHttpIntegration, protocolType: 'HTTP' | 'WEBSOCKET' = 'HTTP'): string => {
  const checked = checkHttpIntegration(newHttpIntegration(given, { ...ids, protocolType }), protocolType);
  return checked.ok ? 'accepted' : checked.error.message;
};

test.each<[string, GivenHttpIntegration]>([
  ['a backend', httpProxy],
  [
    'a backend that a stage variable names',
    { ...httpProxy, integrationUri: 'http://${stageVariables.host}/a' },
  ],
  ['a function by its ARN', lambda],
  ['an alias', { ...lambda, integrationUri: `${lambda.integrationUri}:prod`, payloadFormatVersion: '1.0' }],
  [
    'an alias that a stage variable names',
    { ...lambda, integrationUri: `${lambda.integrationUri}:\${stageVariables.a}` },
  ],
  [
    'a function by its invocation',
    {
      ...lambda,
      integrationUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${lambda.integrationUri}/invocations`,
    },
  ],
  ['a queue', queue],
  ['a queue elsewhere', { ...queue, requestParameters: { ...queue.requestParameters, Region: 'eu-west-1' } }],
  ['a listener behind a link', { ...behindLink, tlsConfig: { serverNameToVerify: 'orders.internal' } }],
  [
    'a service of Cloud Map behind a link',
    {
      ...behindLink,
      integrationUri: 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-1?stage=prod&version=1',
    },
  ],
  [
    'two things done to one header',
    { ...behindLink, requestParameters: { 'append:header.X-A': 'a', 'overwrite:header.x-a': 'b' } },
  ],
])('an HTTP API may call %s', (_, given) => {
  expect(messageOf(given)).toBe('accepted');
});

test.each<[string, GivenHttpIntegration, string]>([
  [
    'two mappings of one header',
    { ...behindLink, requestParameters: { 'append:header.X-A': 'a', 'append:header.x-a': 'b' } },
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Operation append on header x-a is specified more than once]',
  ],
  [
    'MOCK',
    { integrationType: 'MOCK' },
    'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
  ],
  ['a short timeout', { ...lambda, timeoutInMillis: 49 }, 'Timeout should be between 50 ms and 30000 ms'],
  ['a long timeout', { ...lambda, timeoutInMillis: 30_001 }, 'Timeout should be between 50 ms and 30000 ms'],
  [
    'no method',
    { ...httpProxy, integrationMethod: undefined },
    'HttpMethod parameter method must be specified for integrationType HTTPPROXY',
  ],
  ['no URL', { ...httpProxy, integrationUri: 'example.com' }, 'Invalid HTTP endpoint specified for URI'],
  ['format 3.0', { ...lambda, payloadFormatVersion: '3.0' }, 'Unsupported PayloadFormatVersion: 3.0'],
  [
    'no format',
    { ...lambda, payloadFormatVersion: undefined },
    'PayloadFormatVersion is a required parameter for integration of type AWS_PROXY',
  ],
  [
    'format 2.0 for a backend',
    { ...httpProxy, payloadFormatVersion: '2.0' },
    'PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY',
  ],
  [
    'no function',
    { ...lambda, integrationUri: 'arn:aws:sqs:us-east-1:1:q' },
    'Invalid function ARN or invalid uri',
  ],
  [
    'an invocation by GET',
    { ...lambda, integrationMethod: 'GET' },
    'Functions are invoked with POST: IntegrationMethod must be POST or not be set',
  ],
  [
    'templates',
    { ...lambda, requestTemplates: { a: 'b' } },
    'RequestTemplates is not currently supported for HTTP APIs.',
  ],
  ['no role', { ...lambda, credentialsArn: 'role' }, 'Invalid ARN specified in the request'],
  [
    'an unknown subtype',
    { ...queue, integrationSubtype: 'SQS-Nothing' },
    'Operation: SQS-Nothing is not supported.',
  ],
  [
    'a subtype named like a member of objects',
    { ...queue, integrationSubtype: 'constructor' },
    'Operation: constructor is not supported.',
  ],
  [
    'a subtype of format 2.0',
    { ...queue, payloadFormatVersion: '2.0' },
    'Operation: SQS-SendMessage is not supported.',
  ],
  [
    'a subtype without role',
    { ...queue, credentialsArn: undefined },
    'Role ARN must be specified for AWS integration configuration with Subtype: SQS-SendMessage',
  ],
  [
    'a subtype without what it requires',
    { ...queue, requestParameters: { QueueUrl: 'u' } },
    'Operation: SQS-SendMessage requires enabling passthrough, or defining all of the following parameters: QueueUrl, MessageBody',
  ],
  [
    'a parameter of another subtype',
    { ...queue, requestParameters: { ...queue.requestParameters, Detail: 'x' } },
    'Operation: SQS-SendMessage has no parameter Detail',
  ],
  [
    'no link',
    { ...behindLink, connectionId: undefined },
    'ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK',
  ],
  [
    'a URL behind a link',
    { ...behindLink, integrationUri: 'https://example.com' },
    'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
  ],
  [
    'a name for the certificate of the internet',
    { ...httpProxy, tlsConfig: { serverNameToVerify: 'x' } },
    'TlsConfig may only be set for private integrations, of ConnectionType VPC_LINK',
  ],
])('an HTTP API may not have %s', (_, given, message) => {
  expect(messageOf(given)).toBe(message);
});

test.each<[GivenHttpIntegration, string]>([
  [{ integrationType: 'MOCK', requestTemplates: { '200': '{"statusCode":200}' } }, 'accepted'],
  [{ integrationType: 'HTTP', integrationMethod: 'POST', integrationUri: 'https://example.com' }, 'accepted'],
  [{ ...lambda, payloadFormatVersion: undefined }, 'accepted'],
  [lambda, 'Unsupported PayloadFormatVersion: 2.0'],
  [{ integrationType: 'MOCK', timeoutInMillis: 29_001 }, 'Timeout should be between 50 ms and 29000 ms'],
])('a WebSocket API is held to its own rules (case %#)', (given, message) => {
  expect(messageOf(given, 'WEBSOCKET')).toBe(message);
});

test('what is not said has the defaults of AWS, by protocol and type', () => {
  expect(newHttpIntegration(lambda, { ...ids, protocolType: 'HTTP' })).toMatchObject({
    connectionType: 'INTERNET',
    integrationMethod: 'POST',
    timeoutInMillis: 30_000,
    integrationResponseSelectionExpression: null,
    passthroughBehavior: null,
  });
  expect(newHttpIntegration(httpProxy, { ...ids, protocolType: 'HTTP' }).payloadFormatVersion).toBe('1.0');
  expect(
    newHttpIntegration({ integrationType: 'MOCK' }, { ...ids, protocolType: 'WEBSOCKET' }),
  ).toMatchObject({
    payloadFormatVersion: '1.0',
    passthroughBehavior: 'WHEN_NO_MATCH',
    integrationMethod: null,
    integrationResponseSelectionExpression: '${integration.response.statuscode}',
    timeoutInMillis: 29_000,
  });
});

test('an update adds mappings, and takes one away by an empty text and a status by an empty map', () => {
  const before = newHttpIntegration(
    {
      ...httpProxy,
      requestParameters: { 'overwrite:path': '/a', 'append:header.x': 'y' },
      responseParameters: { '200': { 'append:header.a': 'b' }, '404': { 'overwrite:statuscode': '410' } },
    },
    { ...ids, protocolType: 'HTTP' },
  );
  expect(updatedHttpIntegration(before, {}, 'HTTP')).toEqual(before);
  const after = updatedHttpIntegration(
    before,
    {
      requestParameters: { 'append:header.x': '' },
      responseParameters: { '404': {}, '200': { 'append:header.c': 'd' } },
    },
    'HTTP',
  );
  expect(after).toEqual({
    ...before,
    requestParameters: { 'overwrite:path': '/a' },
    responseParameters: { '200': { 'append:header.a': 'b', 'append:header.c': 'd' } },
  });
});

test('an integration that routes name stays, and they are named', () => {
  const routes = [
    { routeId: 'r1', target: 'integrations/i' },
    { routeId: 'r2', target: 'integrations/other' },
    { routeId: 'r3', target: 'integrations/i' },
  ];
  expect(checkHttpIntegrationDeletion('i', routes)).toEqual({
    ok: false,
    error: {
      kind: 'conflict',
      message:
        'Cannot delete Integration because it is referenced by the following Routes with Ids: [r1, r3]',
    },
  });
  expect(checkHttpIntegrationDeletion('free', routes).ok).toBe(true);
});
