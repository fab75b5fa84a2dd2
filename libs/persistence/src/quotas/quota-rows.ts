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
  readonly held: number;
  /** The plan's quota has changed its period since `used` was counted. */
  readonly stale: boolean;
}

/** A quota with the end of its period, exclusive. */
export interface QuotaPeriod extends QuotaName {
  readonly periodEnd: string;
}

/** Permits that one gateway has in hand, or has spent and not yet reported. */
export interface QuotaLease extends QuotaName {
  readonly gatewayId: string;
  readonly held: number;
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
