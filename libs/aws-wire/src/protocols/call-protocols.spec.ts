import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, GetMetricDataCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { decodeCbor } from '../cbor/decode-cbor.js';
import { bindInput } from '../engine/bind-input.js';
import type { Operation } from '../engine/operation.js';
import { wireError } from '../errors/wire-error.js';
import * as cloudtrail from '../generated/cloudtrail/index.js';
import * as cloudwatch from '../generated/cloudwatch/index.js';
import * as logs from '../generated/logs/index.js';
import { sdkTransport, type SentCall } from '../testing/sdk-transport.js';
import { awsJson } from './aws-json.js';
import { bodyKindOf, type WireResponse } from './protocol.js';
import { queryProtocol } from './query.js';
import { rpcV2Cbor } from './rpc-v2-cbor.js';

const clientSettings = (service: string, answer: (call: SentCall) => WireResponse) => ({
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
  // Its type asks for more than a client calls.
  requestHandler: sdkTransport(service, answer) as never,
});

/** Answers calls of one operation with an output, and keeps what their input was. */
function serving(operation: Operation, output: object | null) {
  const inputs: unknown[] = [];
  const answer = ({ called: { protocol, name }, body }: SentCall): WireResponse => {
    expect(name).toBe(operation.name);
    const decoded = protocol.encoding === 'cbor' ? decodeCbor(body) : null;
    const value = decoded ? decoded.ok && decoded.value : (JSON.parse(body.toString('utf8')) as unknown);
    const bound = bindInput(operation, { body: value }, bodyKindOf(protocol));
    if (!bound.ok) return protocol.renderError(bound.error, 'r-1');
    inputs.push({ ...bound.input });
    return protocol.renderOutput(operation, output, 'r-1');
  };
  return { inputs, answer };
}

const time = new Date('2026-11-30T10:00:00.500Z');

test('CloudWatch speaks CBOR with the SDK of today', async () => {
  const output = {
    MetricDataResults: [
      { Id: 'm1', Timestamps: [time], Values: [0.5, 3, NaN, -Infinity], StatusCode: 'Complete', secret: 'x' },
    ],
    NextToken: undefined,
  };
  const { inputs, answer } = serving(cloudwatch.GetMetricData, output);
  const client = new CloudWatchClient(clientSettings('monitoring', answer));
  const input = {
    MetricDataQueries: [
      {
        Id: 'm1',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApiGateway',
            MetricName: 'Count',
            Dimensions: [{ Name: 'ApiName', Value: 'pets' }],
          },
          Period: 60,
          Stat: 'Sum',
        },
        ReturnData: true,
      },
    ],
    StartTime: time,
    EndTime: new Date(time.getTime() + 60_000),
  };
  const answered = await client.send(new GetMetricDataCommand(input));
  expect(inputs).toEqual([input]);
  expect(answered.MetricDataResults).toEqual([
    { Id: 'm1', Timestamps: [time], Values: [0.5, 3, NaN, -Infinity], StatusCode: 'Complete' },
  ]);
});

test('numbers that CBOR writes as whole ones are doubles where the model wants them', async () => {
  const { inputs, answer } = serving(cloudwatch.PutMetricAlarm, null);
  const client = new CloudWatchClient(clientSettings('monitoring', answer));
  const alarm = { AlarmName: 'a', EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' } as const;
  await client.send(new PutMetricAlarmCommand({ ...alarm, Threshold: 5 }));
  await client.send(new PutMetricAlarmCommand({ ...alarm, Threshold: 0.25 }));
  expect(inputs).toMatchObject([{ Threshold: 5 }, { Threshold: 0.25 }]);
});

test('CloudWatch Logs and CloudTrail speak JSON 1.1 with the SDK', async () => {
  const read = serving(logs.GetLogEvents, { events: [{ timestamp: 1764496800123, message: 'é\u0000' }] });
  const client = new CloudWatchLogsClient(clientSettings('logs', read.answer));
  const input = { logGroupName: 'g', logStreamName: 's', startTime: 1764496800123, startFromHead: false };
  expect(await client.send(new GetLogEventsCommand(input))).toMatchObject({
    events: [{ timestamp: 1764496800123, message: 'é\u0000' }],
  });
  expect(read.inputs).toEqual([input]);

  const created = serving(logs.CreateLogGroup, null);
  const creating = new CloudWatchLogsClient(clientSettings('logs', created.answer));
  await creating.send(new CreateLogGroupCommand({ logGroupName: 'g', tags: { team: 'a' } }));
  expect(created.inputs).toEqual([{ logGroupName: 'g', tags: { team: 'a' } }]);

  const events = serving(cloudtrail.LookupEvents, { Events: [{ EventId: 'e', EventTime: time }] });
  const trail = new CloudTrailClient(clientSettings('cloudtrail', events.answer));
  expect(await trail.send(new LookupEventsCommand({ StartTime: time }))).toMatchObject({
    Events: [{ EventId: 'e', EventTime: time }],
  });
  expect(events.inputs).toEqual([{ StartTime: time }]);
});

test('one output in the three forms of CloudWatch', () => {
  const output = {
    Label: 'Count',
    Datapoints: [{ Timestamp: time, Sum: 3, ExtendedStatistics: { p99: 1.5 } }],
  };
  const operation = cloudwatch.GetMetricStatistics;
  expect(awsJson('1.0', cloudwatch.service).renderOutput(operation, output, 'r-1')).toEqual({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: '{"Label":"Count","Datapoints":[{"Timestamp":1796032800.5,"Sum":3,"ExtendedStatistics":{"p99":1.5}}]}',
  });
  const inCbor = rpcV2Cbor(cloudwatch.service).renderOutput(operation, output, 'r-1');
  expect(inCbor.headers).toEqual({ 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' });
  expect(decodeCbor(inCbor.body as Buffer)).toEqual({ ok: true, value: output });
  expect(queryProtocol(cloudwatch.service).renderOutput(operation, output, 'r-1').body)
    .toBe(`<GetMetricStatisticsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
  <GetMetricStatisticsResult>
    <Label>Count</Label>
    <Datapoints>
      <member>
        <Timestamp>2026-11-30T10:00:00Z</Timestamp>
        <Sum>3</Sum>
        <ExtendedStatistics>
          <entry>
            <key>p99</key>
            <value>1.5</value>
          </entry>
        </ExtendedStatistics>
      </member>
    </Datapoints>
  </GetMetricStatisticsResult>
  <ResponseMetadata>
    <RequestId>r-1</RequestId>
  </ResponseMetadata>
</GetMetricStatisticsResponse>
`);
});

test('an error of CloudWatch goes by its shape, and in a header by the code that older clients know', () => {
  const error = cloudwatch.serviceError('InvalidParameterValue', 'The parameter Period is too small.');
  const json = awsJson('1.0', cloudwatch.service).renderError(error, 'r-1');
  expect(json.headers).toMatchObject({
    'x-amzn-errortype': 'InvalidParameterValueException',
    'x-amzn-query-error': 'InvalidParameterValue;Sender',
  });
  expect(json.body).toContain('"__type":"InvalidParameterValueException"');
  const inCbor = rpcV2Cbor(cloudwatch.service).renderError(error, 'r-1');
  expect(inCbor.headers).toMatchObject({ 'x-amzn-query-error': 'InvalidParameterValue;Sender' });
  expect(decodeCbor(inCbor.body as Buffer)).toMatchObject({
    value: { __type: 'InvalidParameterValueException' },
  });
  expect(queryProtocol(cloudwatch.service).renderError(error, 'r-1').body).toContain(
    '<Code>InvalidParameterValue</Code>',
  );
  const broken = wireError('ValidationException', 'broken');
  expect(awsJson('1.0', cloudwatch.service).renderError(broken, 'r-1').headers).toMatchObject({
    'x-amzn-errortype': 'ValidationException',
    'x-amzn-query-error': 'ValidationError;Sender',
  });
  expect(awsJson('1.1', logs.service).renderError(broken, 'r-1').headers).not.toHaveProperty(
    'x-amzn-query-error',
  );
});

test('the SDK reads the code of a modelled error', async () => {
  const client = new CloudWatchClient(
    clientSettings('monitoring', ({ called }) =>
      called.protocol.renderError(cloudwatch.serviceError('InvalidNextToken', 'no such token'), 'r-1'),
    ),
  );
  await expect(
    client.send(new GetMetricDataCommand({ MetricDataQueries: [], StartTime: time, EndTime: time })),
  ).rejects.toMatchObject({ name: 'InvalidNextToken', message: 'no such token' });
});
