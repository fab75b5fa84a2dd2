import { checkIntegrationUri } from './integration-uri.js';
import type { IntegrationType } from './integration.js';

const messageFor = (type: IntegrationType, uri: string | null) => checkIntegrationUri(type, uri)?.message;
const lambda = 'arn:aws:apigateway:us-east-1:lambda:path';
const invocations = '2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

test.each([
  'http://example.com',
  'HTTPS://example.com:8080/a/{b}?c=d',
  'https://${stageVariables.host}',
  'https://${stageVariables.host}.example.com/${stageVariables.path}',
  'http://127.0.0.1:3000/{proxy}',
  'http://[::1]/',
])('HTTP takes %s', (uri) => {
  expect(messageFor('HTTP', uri)).toBeUndefined();
});

test.each([
  null,
  '',
  'example.com',
  'ftp://example.com',
  'http://',
  'http:///x',
  'http://a b/',
  'http://exa mple.com',
])('HTTP refuses %s', (uri) => {
  expect(messageFor('HTTP_PROXY', uri)).toBe('Invalid HTTP endpoint specified for URI');
});

test('AWS_PROXY takes Lambda invocations, also after a doubled slash and with a variable function, and Firehose', () => {
  for (const uri of [
    `${lambda}/${invocations}`,
    `${lambda}//${invocations}`,
    `${lambda}/2015-03-31/functions/\${stageVariables.fn}/invocations`,
    'arn:aws:apigateway:us-east-1:firehose:action/PutRecord',
  ]) {
    expect(messageFor('AWS_PROXY', uri)).toBeUndefined();
  }
});

test('AWS takes any path and any action', () => {
  expect(messageFor('AWS', 'arn:aws:apigateway:us-east-1:s3:path/bucket/{key}')).toBeUndefined();
  expect(messageFor('AWS', 'arn:aws:apigateway:us-east-1:dynamodb:action/Query')).toBeUndefined();
});

test('MOCK takes anything', () => {
  expect(messageFor('MOCK', 'nonsense')).toBeUndefined();
});
