import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { cloudwatch } from '#libs/aws-wire';
import { OperationHandlers } from '../dispatch/operation-handlers.js';
import { cloudWatchOf } from '../testing/cloudwatch-of.js';
import { allowing, limitedUser } from '../testing/limited-user.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

const put = (AlarmName: string) =>
  new PutMetricAlarmCommand({
    AlarmName,
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Count',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Tags: [{ Key: 'team', Value: 'a' }],
  });

test('every operation that CloudWatch has here is served', () => {
  const names = Object.keys(cloudwatch.operations);
  const handlers = plane.app.get(OperationHandlers, { strict: false });
  expect(names.filter((name) => handlers.find('monitoring', name))).toEqual(names);
});

test.each(Object.keys(cloudwatch.operations))('%s needs its action', async (name) => {
  const nobody = await limitedUser(plane);
  const response = await plane.signedFetch('/', {
    method: 'POST',
    service: 'monitoring',
    credentials: nobody.credentials,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `GraniteServiceVersion20100801.${name}`,
    },
    body: '{}',
  });
  const text = await response.text();
  // 403 in forms and CBOR; JSON answers 400 for whatever the client is to blame for.
  expect([400, 403]).toContain(response.status);
  expect(text).toContain(`is not authorized to perform: cloudwatch:${name} on resource: `);
});

test('alarms are allowed by name and by tags of the request, metrics as a whole', async () => {
  const arn = `arn:aws:cloudwatch:us-east-1:${plane.accountId}:alarm:mine-*`;
  const user = await limitedUser(
    plane,
    allowing('cloudwatch:PutMetricAlarm', arn, {
      Condition: { StringEquals: { 'aws:RequestTag/team': 'a' } },
    }),
    allowing(['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms'], arn),
    allowing('cloudwatch:ListMetrics'),
  );
  const client: CloudWatchClient = cloudWatchOf(plane, user.credentials);
  const refused = /AccessDenied(Exception)?: User: .* is not authorized to perform: cloudwatch:/;
  await client.send(put('mine-1'));
  expect(await refusalOf(client.send(put('theirs')))).toMatch(refused);
  expect(
    (await client.send(new DescribeAlarmsCommand({ AlarmNames: ['mine-1'] }))).MetricAlarms,
  ).toHaveLength(1);
  expect(await refusalOf(client.send(new DescribeAlarmsCommand({})))).toMatch(refused);
  expect(await refusalOf(client.send(new DeleteAlarmsCommand({ AlarmNames: ['mine-1', 'x'] })))).toMatch(
    refused,
  );
  await client.send(new DeleteAlarmsCommand({ AlarmNames: ['mine-1'] }));
  await client.send(new ListMetricsCommand({}));
  const statistics = new GetMetricStatisticsCommand({
    Namespace: 'a',
    MetricName: 'b',
    StartTime: new Date(0),
    EndTime: new Date(60_000),
    Period: 60,
    Statistics: ['Sum'],
  });
  expect(await refusalOf(client.send(statistics))).toMatch(refused);
});
