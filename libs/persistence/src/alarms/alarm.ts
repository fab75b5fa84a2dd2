import type { AlarmDefinition, AlarmState } from '#libs/cloudwatch';
import type { MetricsOwner } from '../metrics/metric-lock.js';

/** An alarm as it is stored. */
export interface Alarm {
  readonly owner: MetricsOwner;
  readonly name: string;
  readonly definition: AlarmDefinition;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: AlarmState;
  readonly stateReason: string;
  readonly stateReasonData: string | null;
  readonly stateUpdatedAtMs: number;
  /** When it came into its state from another. */
  readonly stateTransitionedAtMs: number;
  readonly configurationUpdatedAtMs: number;
}

/** A row of `alarms`. */
export interface AlarmRow {
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly definition: AlarmDefinition;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: AlarmState;
  readonly state_reason: string;
  readonly state_reason_data: string | null;
  readonly state_updated_at: Date;
  readonly state_transitioned_at: Date;
  readonly configuration_updated_at: Date;
}

export const toAlarm = (row: AlarmRow): Alarm => ({
  owner: { accountId: row.account_id, region: row.region },
  name: row.name,
  definition: row.definition,
  tags: row.tags,
  state: row.state,
  stateReason: row.state_reason,
  stateReasonData: row.state_reason_data,
  stateUpdatedAtMs: row.state_updated_at.getTime(),
  stateTransitionedAtMs: row.state_transitioned_at.getTime(),
  configurationUpdatedAtMs: row.configuration_updated_at.getTime(),
});
