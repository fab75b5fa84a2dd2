import type { MetricSetName } from '../table/metric-set.js';

/**
 * A block: its version, its texts (each is written once), then its rows: minute, set, names as places among
 * the texts, the counters with their number, the sketches with theirs.
 */
export const blockVersion = 1;

/** A set is the place of its name; new ones go behind. */
export const setNumbers: readonly MetricSetName[] = ['RestApi', 'HttpApi', 'WebSocketApi', 'ApiKey'];
