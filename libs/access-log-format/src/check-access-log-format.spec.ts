import { checkAccessLogFormat, formatBytesMax } from './check-access-log-format.js';
import { readLogDestination } from './log-destination.js';

test.each([
  '$context.requestId',
  '{"id":"${context.extendedRequestId}"}\n',
  '$context.status $context.requestId\r\n',
])('a format that names a request id is taken: %j', (format) =>
  expect(checkAccessLogFormat(format)).toBeNull(),
);

test.each([
  [
    '$context.status',
    "Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.status'",
  ],
  [
    '$context.requestIdx',
    "Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.requestIdx'",
  ],
  [
    'a\n$context.requestId',
    "Access Log format must be single line, new line character is allowed only at end of the format: 'a\n$context.requestId'",
  ],
  [`$context.requestId${'x'.repeat(formatBytesMax)}`, 'Access Log format must not be longer than 3072 bytes'],
])('%j is refused', (format, message) => expect(checkAccessLogFormat(format)).toBe(message));

const owner = { accountId: '000000000000', region: 'us-east-1' };

test.each([
  ['arn:aws:logs:us-east-1:000000000000:log-group:stages', { kind: 'log-group', ...owner, group: 'stages' }],
  [
    'arn:aws:logs:us-east-1:000000000000:log-group:/aws/x.y#z_1:*',
    { kind: 'log-group', ...owner, group: '/aws/x.y#z_1' },
  ],
  [
    'arn:aws-cn:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-mine',
    { kind: 'firehose', ...owner, deliveryStream: 'amazon-apigateway-mine' },
  ],
])('%s is a destination', (arn, destination) => expect(readLogDestination(arn)).toEqual(destination));

const neither =
  'Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.';

test.each([
  ['my-group', "Invalid ARN specified in the request. ARNs must start with 'arn:': my-group"],
  ['arn:aws:s3:::bucket', neither],
  ['arn:aws:logs:us-east-1:000000000000:log-group:a b', neither],
  ['arn:aws:logs:us-east-1:1:log-group:a', neither],
  ['arn:aws:firehose:us-east-1:000000000000:deliverystream/mine', neither],
  ['arn:aws:firehose:us-east-1:000000000000:log-group:amazon-apigateway-a', neither],
])('%s is refused', (arn, refused) => expect(readLogDestination(arn)).toEqual({ refused }));
