import type { ServerResponse } from 'node:http';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { BackendPools } from '../integrations/transport/backend-pools.js';
import { OwnEndpoints } from '../integrations/transport/own-endpoints.js';
import { awsOf } from '../testing/aws-of.js';
import {
  startAwsService,
  testCredentials,
  type SeenCall,
  type TestAwsService,
} from '../testing/aws-service.js';
import { CloudWatchLogs } from './cloudwatch-logs.js';
import { FirehoseLogs } from './firehose-logs.js';
import { MemoryRoom } from './memory-room.js';

// Services that refuse what is not signed, as AWS does.
let backends: BackendPools;
let service: TestAwsService;
let respond: (call: SeenCall, response: ServerResponse) => void;

beforeEach(() => {
  backends = new BackendPools({
    allowLinkLocal: false,
    vpcLinkTargets: new Map(),
    ownEndpoints: new OwnEndpoints('http://127.0.0.1:1'),
    log: silentLogger,
  });
});
afterEach(async () => {
  await backends.close();
  await service.close();
});

const targetOf = ({ headers }: SeenCall) => String(headers['x-amz-target']).split('.')[1];
const inputOf = ({ body }: SeenCall) => JSON.parse(body) as Record<string, unknown>;
const common = () => ({ backends, room: new MemoryRoom(), log: silentLogger, firstPauseMs: 1 });
const stream = { region: 'us-east-1', deliveryStream: 'amazon-apigateway-mine' };

async function firehose(): Promise<FirehoseLogs> {
  service = await startAwsService('firehose', { respond: (...seen) => respond(...seen) });
  const aws = awsOf({ credentials: () => testCredentials, endpointUrls: { FIREHOSE: service.origin } });
  return new FirehoseLogs({ ...common(), aws });
}

const recordsOf = (call: SeenCall) =>
  (inputOf(call)['Records'] as { Data: string }[]).map(({ Data }) => Buffer.from(Data, 'base64').toString());

test('lines go to Firehose as records of signed calls, and again those alone that it has not taken', async () => {
  const logs = await firehose();
  respond = (call, response) => {
    const isFirst = service.seen.length === 1;
    const RequestResponses = recordsOf(call).map((record) =>
      isFirst && record === 'two\n' ? { ErrorCode: 'ServiceUnavailableException' } : { RecordId: 'r' },
    );
    response.end(JSON.stringify({ FailedPutCount: isFirst ? 1 : 0, RequestResponses }));
  };
  for (const line of ['one\n', 'two\n', 'thr\u00e9e\n']) logs.write(stream, line);
  await waitFor(() => logs.status()['us-east-1/amazon-apigateway-mine']?.sent === 3, {
    describe: 'all is sent',
  });
  expect(service.seen.map(targetOf)).toEqual(['PutRecordBatch', 'PutRecordBatch']);
  expect(inputOf(service.seen[0]!)['DeliveryStreamName']).toBe('amazon-apigateway-mine');
  expect(service.seen.map(recordsOf)).toEqual([['one\n', 'two\n', 'thr\u00e9e\n'], ['two\n']]);
});

test('500 records go in a call, and what Firehose could not take is dropped and counted', async () => {
  const logs = await firehose();
  respond = (_, response) => response.end('{"FailedPutCount":0,"RequestResponses":[]}');
  for (let index = 0; index < 1200; index++) logs.write(stream, `${index}`);
  logs.write(stream, 'x'.repeat(1_024_001));
  await logs.close(60_000);
  expect(service.seen.map((call) => recordsOf(call).length)).toEqual([500, 500, 200]);
  const counts = { waiting: 0, sent: 1200, dropped: 1 };
  expect(logs.status()).toEqual({ 'us-east-1/amazon-apigateway-mine': counts });
});

test('a Firehose that refuses costs lines, which are counted', async () => {
  const logs = await firehose();
  respond = (_, response) => response.writeHead(400).end('{"__type":"ResourceNotFoundException"}');
  logs.write(stream, 'a');
  const name = 'us-east-1/amazon-apigateway-mine';
  await waitFor(() => logs.status()[name]?.dropped === 1, { timeoutMs: 60_000, describe: 'it is given up' });
  expect(service.seen.length).toBeGreaterThan(3);
});

test('a real CloudWatch Logs gets lines in the order of their times, its group and stream made where missing', async () => {
  service = await startAwsService('logs', { respond: (...seen) => respond(...seen) });
  const group = { accountId: '000000000000', region: 'us-east-1', group: 'access', stream: 'f'.repeat(32) };
  let isThere = false;
  respond = (call, response) => {
    const target = targetOf(call);
    if (target === 'CreateLogGroup') {
      return response.writeHead(400).end('{"__type":"com.amazonaws#ResourceAlreadyExistsException"}');
    }
    if (target === 'CreateLogStream') isThere = true;
    if (target !== 'PutLogEvents' || isThere) return response.end('{}');
    return response.writeHead(400).end('{"__type":"ResourceNotFoundException:http://docs"}');
  };
  const aws = awsOf({ credentials: () => testCredentials });
  const logs = new CloudWatchLogs({ ...common(), aws, endpointUrl: service.origin });
  logs.write(group, 2, 'later');
  logs.write(group, 1, 'earlier');
  await waitFor(() => logs.status()['access']?.sent === 2, { describe: 'all is sent' });
  expect(service.seen.map(targetOf)).toEqual([
    'PutLogEvents',
    'CreateLogGroup',
    'CreateLogStream',
    'PutLogEvents',
  ]);
  expect(inputOf(service.seen.at(-1)!)).toEqual({
    logGroupName: 'access',
    logStreamName: 'f'.repeat(32),
    logEvents: [
      { timestamp: 1, message: 'earlier' },
      { timestamp: 2, message: 'later' },
    ],
  });
});
