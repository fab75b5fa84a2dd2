import type { QuotaSettings } from '#libs/api-definition';

/** Which quota: one key under one plan in one period, named by its first day (`YYYY-MM-DD`, UTC). */
export interface QuotaName {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly periodStart: string;
}

/** A quota as it stands: what was used, what is out on lease, what UpdateUsage moved. */
export interface QuotaState extends QuotaName {
  readonly adjustment: number;
  readonly used: number;
  /** Permits on lease: in hand of some gateway, or spent and not yet reported. */
  readonly held: number;
  /** Those of `held` that the sender has for whom the state was read; 0 when it was read for none. */
  readonly heldHere: number;
  /** The plan's quota has changed its period since `used` was counted. */
  readonly stale: boolean;
}

/** A quota with the end of its period, exclusive. */
export interface QuotaPeriod extends QuotaName {
  readonly periodEnd: string;
}

/** What a plan says about quotas now. */
export interface PlanQuota {
  /** Null: it has none. */
  readonly quota: QuotaSettings | null;
  /**
   * When its period last became another, as Postgres writes it; null: never, so that there are states of one
   * kind of period only.
   */
  readonly periodChangedAt: string | null;
}

/** What the definition says about a key under a plan, as far as quotas need it. */
export interface PlanKey {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** Null: the plan has none, or is gone. */
  readonly quota: QuotaSettings | null;
  /** When the key came to the plan; null when it is not (or no longer) in it. */
  readonly memberSinceMs: number | null;
}

/** Names as the three parallel arrays that unnest takes. */
export function nameColumns(names: readonly QuotaName[]): [string[], string[], string[]] {
  return [
    names.map((name) => name.usagePlanId),
    names.map((name) => name.keyId),
    names.map((name) => name.periodStart),
  ];
}
