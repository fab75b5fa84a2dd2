import type { Dimension } from '../data/dimension.js';
import type { Statistic } from '../data/statistic.js';

export const comparisonOperators = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

export const missingDataTreatments = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;
export type MissingDataTreatment = (typeof missingDataTreatments)[number];

export const alarmStates = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type AlarmState = (typeof alarmStates)[number];

/** What an alarm watches and what it does, as somebody has put it. */
export interface AlarmDefinition {
  readonly description: string | null;
  readonly actionsEnabled: boolean;
  /** ARNs, by the state that has them carried out when it begins. */
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
  readonly statistic: Statistic;
  /** As it was given: `p99.90` stays. */
  readonly statisticText: string;
  readonly unit: string | null;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** Null: as many as there are evaluation periods, and not shown. */
  readonly datapointsToAlarm: number | null;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  /** Null: as `missing`, and not shown. */
  readonly missingData: MissingDataTreatment | null;
  /** Null: as `evaluate`, and not shown. */
  readonly lowSampleCount: 'evaluate' | 'ignore' | null;
  /** What the metric is called where the alarm was put by `Metrics`; null where by its name. */
  readonly metricId: string | null;
}

/** The actions of the state that begins. */
export function actionsOf(alarm: AlarmDefinition, state: AlarmState): readonly string[] {
  switch (state) {
    case 'OK':
      return alarm.okActions;
    case 'ALARM':
      return alarm.alarmActions;
    case 'INSUFFICIENT_DATA':
      return alarm.insufficientDataActions;
  }
}

export const alarmArn = (
  owner: { readonly accountId: string; readonly region: string },
  name: string,
): string => `arn:aws:cloudwatch:${owner.region}:${owner.accountId}:alarm:${name}`;
