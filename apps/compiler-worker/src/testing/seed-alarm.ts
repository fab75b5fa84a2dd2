import { dimensionsKey, initialReason, type AlarmDefinition } from '#libs/cloudwatch';
import { alarms, metricData, type Alarm, type Database, type MetricsOwner } from '#libs/persistence';

export const topic = 'arn:aws:sns:us-east-1:000000000000:ops';
const dimensions = [{ name: 'ApiName', value: 'shop' }];

/** One of five errors in a minute is one too many. */
export const alarmWith = (owner: MetricsOwner, name: string, more: Partial<AlarmDefinition> = {}): Alarm => ({
  owner,
  name,
  definition: {
    description: 'too many errors',
    actionsEnabled: true,
    okActions: [],
    alarmActions: [topic],
    insufficientDataActions: [],
    namespace: 'AWS/ApiGateway',
    metricName: '5XXError',
    dimensions,
    statistic: 'Sum',
    statisticText: 'Sum',
    unit: null,
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: null,
    threshold: 5,
    comparison: 'GreaterThanOrEqualToThreshold',
    missingData: null,
    lowSampleCount: null,
    metricId: null,
    ...more,
  },
  tags: {},
  state: 'INSUFFICIENT_DATA',
  stateReason: initialReason.text,
  stateReasonData: null,
  stateUpdatedAtMs: 0,
  stateTransitionedAtMs: 0,
  configurationUpdatedAtMs: 0,
});

export const seedAlarm = (database: Database, alarm: Alarm): Promise<void> =>
  database.write((uow) => alarms.put(uow, alarm));

/** Ten requests in the minute, so many of them errors. */
export const seedErrors = (
  database: Database,
  owner: MetricsOwner,
  atMs: number,
  errors: number,
): Promise<void> =>
  database.write((uow) =>
    metricData.add(uow, [
      {
        ...owner,
        namespace: 'AWS/ApiGateway',
        name: '5XXError',
        unit: 'Count',
        dimensions: dimensionsKey(dimensions),
        atMs,
        values: { count: 10, sum: errors, min: 0, max: errors > 0 ? 1 : 0, sketch: null },
      },
    ]),
  );
