import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// CloudWatch as an operator uses it at night: with aws-cli alone.
const run = promisify(execFile);
let tollgate: Installation;
let webhook: Server;
const posted: Record<string, unknown>[] = [];
let restApiId: string;
const apiName = 'night-shop';

beforeAll(async () => {
  webhook = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      posted.push(JSON.parse(body) as Record<string, unknown>);
      response.end();
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  const { port } = webhook.address() as AddressInfo;
  tollgate = await startInstallation({ env: { TOLLGATE_ALARM_WEBHOOK: `http://127.0.0.1:${port}/` } });
  const api = await createApi(tollgate.client, apiName);
  ({ restApiId } = api);
  await putMockMethod(tollgate.client, { restApiId, resourceId: api.rootId, body: 'ok' });
  await deploy(tollgate.client, restApiId, 'prod');
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  webhook?.close();
});

async function cloudwatch(...words: string[]): Promise<Record<string, unknown>> {
  // Debian's version does not look for the endpoint in the environment.
  const all = ['cloudwatch', ...words, '--endpoint-url', tollgate.controlPlaneUrl, '--output', 'json'];
  const { stdout } = await run('aws', all, {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      AWS_PAGER: '',
      ...tollgate.awsEnvironment,
    },
  });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
}

const times = () => [
  ...['--start-time', new Date(Date.now() - 3_600_000).toISOString()],
  ...['--end-time', new Date(Date.now() + 60_000).toISOString()],
];
const stage = ['Name=ApiName,Value=night-shop', 'Name=Stage,Value=prod'];
const generous = { timeoutMs: 60_000, intervalMs: 500 };

test('requests are seen in get-metric-statistics and get-metric-data, and their metrics listed', async () => {
  for (let sent = 0; sent < 25; sent += 1) {
    expect((await tollgate.invoke(restApiId, '/prod')).status).toBe(200);
  }
  const metric = ['--namespace', 'AWS/ApiGateway', '--metric-name', 'Count', '--dimensions', ...stage];
  const statistics = async () =>
    (await cloudwatch(
      ...['get-metric-statistics', ...metric, ...times(), '--period', '60'],
      ...['--statistics', 'Sum', 'SampleCount'],
    )) as { Label: string; Datapoints: { Sum: number; SampleCount: number; Unit: string }[] };
  await waitFor(
    async () => (await statistics()).Datapoints.reduce((sum, point) => sum + point.SampleCount, 0) === 25,
    { ...generous, describe: 'the 25 requests to be counted' },
  );
  const { Label, Datapoints } = await statistics();
  expect(Label).toBe('Count');
  expect(Datapoints.reduce((sum, { Sum }) => sum + Sum, 0)).toBe(25);
  expect(Datapoints[0]).toMatchObject({ Unit: 'Count' });

  const listed = (await cloudwatch('list-metrics', '--dimensions', stage[0]!)) as {
    Metrics: { MetricName: string; Dimensions: object[] }[];
  };
  const names = listed.Metrics.map(({ MetricName, Dimensions }) => `${MetricName}/${Dimensions.length}`);
  expect(names).toEqual(
    expect.arrayContaining(['Count/1', 'Count/2', 'Latency/2', '4XXError/2', '5XXError/2']),
  );

  const Metric = {
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Latency',
    Dimensions: [
      { Name: 'ApiName', Value: apiName },
      { Name: 'Stage', Value: 'prod' },
    ],
  };
  const queries = ['p99.9', 'SampleCount'].map((Stat, index) => ({
    Id: `q${index}`,
    MetricStat: { Metric, Period: 3600, Stat },
  }));
  const data = (await cloudwatch(
    ...['get-metric-data', '--metric-data-queries', JSON.stringify(queries), ...times()],
  )) as { MetricDataResults: { Id: string; Values: number[]; StatusCode: string }[] };
  expect(data.MetricDataResults.map(({ Id, StatusCode }) => [Id, StatusCode])).toEqual([
    ['q0', 'Complete'],
    ['q1', 'Complete'],
  ]);
  expect(data.MetricDataResults[1]!.Values.reduce((sum, value) => sum + value, 0)).toBe(25);
}, 120_000);

test('an alarm on them goes into ALARM, is described, and told to the webhook once', async () => {
  await cloudwatch(
    ...[
      'put-metric-alarm',
      '--alarm-name',
      'busy',
      '--namespace',
      'AWS/ApiGateway',
      '--metric-name',
      'Count',
    ],
    ...['--dimensions', ...stage, '--statistic', 'Sum', '--period', '60', '--evaluation-periods', '5'],
    ...['--datapoints-to-alarm', '1', '--threshold', '3', '--comparison-operator', 'GreaterThanThreshold'],
    ...['--alarm-actions', 'arn:aws:sns:us-east-1:000000000000:ops', '--treat-missing-data', 'notBreaching'],
  );
  const described = async () =>
    (await cloudwatch('describe-alarms', '--alarm-names', 'busy')) as {
      MetricAlarms: { StateValue: string; StateReason: string }[];
    };
  // The minute has to end first.
  await waitFor(async () => (await described()).MetricAlarms[0]?.StateValue === 'ALARM', {
    timeoutMs: 150_000,
    intervalMs: 1_000,
    describe: 'the alarm to go into ALARM',
  });
  expect((await described()).MetricAlarms[0]!.StateReason).toContain('was greater than the threshold (3.0)');
  const ofAlarm = () => posted.filter(({ NewStateValue }) => NewStateValue === 'ALARM');
  await waitFor(() => Promise.resolve(ofAlarm().length > 0), {
    ...generous,
    describe: 'the webhook to be told',
  });
  expect(ofAlarm()).toHaveLength(1);
  expect(ofAlarm()[0]).toMatchObject({ AlarmName: 'busy', Region: 'us-east-1' });
  const history = async () =>
    (
      (await cloudwatch('describe-alarm-history', '--alarm-name', 'busy')) as {
        AlarmHistoryItems: { HistorySummary: string }[];
      }
    ).AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary);
  await waitFor(
    async () => (await history()).some((line) => line.startsWith('Successfully executed')),
    generous,
  );
  await cloudwatch('delete-alarms', '--alarm-names', 'busy');
  expect((await described()).MetricAlarms).toEqual([]);
}, 300_000);
