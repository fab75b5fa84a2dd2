import type { MetricSetName } from '../table/metric-set.js';
import type { ApiMetricsSource } from './metrics-row.js';

/**
 * A block: its version, its texts (each is written once), then its rows: minute, set, names as places among
 * the texts, the counters with their number, the sketches with theirs.
 */
export const blockVersion = 1;

/** A set is the place of its name; new ones go behind. */
export const setNumbers: readonly MetricSetName[] = ['RestApi', 'HttpApi', 'WebSocketApi', 'ApiKey'];

/**
 * What a row of an API is of: a stage, a method, or a stage in a trial of its canary, on one of its sides, or
 * for the last time on that of its base.
 * Trials have a number behind it; control planes of before know no trials, and so begin none.
 */
export const whatNumber = ({ method, trial }: ApiMetricsSource): number =>
  method !== null ? 1 : trial ? trialNumbers[trial.isLast ? 'last' : trial.side] : 0;

export const trialNumbers = { base: 2, canary: 3, last: 4 } as const;
