import {
  PutMetricAlarmCommand,
  type CloudWatchClient,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { cloudWatchOf } from './cloudwatch-of.js';
import { startControlPlane, type TestControlPlane } from './start-control-plane.js';

/** What alarms watch where a test does not say. */
export const usualAlarm = {
  Namespace: 'AWS/ApiGateway',
  MetricName: '5XXError',
  Dimensions: [{ Name: 'ApiName', Value: 'shop' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
} satisfies Partial<PutMetricAlarmCommandInput>;

/** A control plane, and how to put alarms on it, until the spec's last test. For the top of a spec. */
export async function startPlaneForAlarms(): Promise<{
  readonly plane: TestControlPlane;
  readonly client: CloudWatchClient;
  readonly put: (AlarmName: string, more?: Partial<PutMetricAlarmCommandInput>) => Promise<unknown>;
}> {
  const plane = await startControlPlane();
  afterAll(() => plane.close());
  const client = cloudWatchOf(plane);
  const put = (AlarmName: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
    client.send(new PutMetricAlarmCommand({ AlarmName, ...usualAlarm, ...more }));
  return { plane, client, put };
}
