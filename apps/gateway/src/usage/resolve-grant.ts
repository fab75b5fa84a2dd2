import { encodeUse } from '#libs/metering';
import { quotaPeriodEndMs, quotaPeriodStart, utcDay } from '#libs/rate-limits';
import type { UsagePlanDocument } from '#libs/snapshot-format';
import type { ActiveMethod } from '../invocation/active-stage.js';
import type { PublishedDocuments } from '../invocation/published-documents.js';
import type { Leases } from './leases.js';
import type { Permits } from './permits.js';
import type { Rate } from './take-rates.js';

/** What a key may do on a stage, worked out once and good until the hour ends or a document changes. */
export interface Grant {
  readonly keyId: string;
  readonly plan: UsagePlanDocument;
  readonly untilMs: number;
  readonly permits: Permits | null;
  /** The journal entry of a request that spent a permit, and of one that did not. */
  readonly useWithPermit: Uint8Array;
  readonly useWithout: Uint8Array;
  /** By method: the key's throttle for the method, then the key's own. */
  readonly rates: Map<string, readonly Rate[]>;
}

const hourMs = 3_600_000;

/**
 * Looks a key up by the SHA-256 of its value and finds the plan that covers the stage; null when the key is
 * unknown, disabled, or in no such plan. One key meets at most one plan per stage (Create and use API keys,
 * API Gateway guide); should two cover it, the first by id counts.
 */
export function resolveGrant(
  documents: PublishedDocuments,
  leases: Leases,
  stageName: string,
  keyDigest: string,
  nowMs: number,
): Grant | null {
  const key = documents.apiKey(keyDigest);
  if (!key?.enabled) return null;
  for (const usagePlanId of key.usagePlanIds) {
    const plan = documents.usagePlan(usagePlanId);
    if (plan && Object.hasOwn(plan.apiStages, stageName)) return grantOf(leases, plan, key.keyId, nowMs);
  }
  return null;
}

/** The buckets that a request to a method takes from before the quota is asked. */
export function ratesOf(grant: Grant, stageName: string, method: ActiveMethod): readonly Rate[] {
  const known = grant.rates.get(method.settingsKey);
  if (known) return known;
  const rates: Rate[] = [];
  const { plan, keyId } = grant;
  const throttles = plan.apiStages[stageName]?.methodThrottles ?? {};
  const ofMethod = Object.hasOwn(throttles, method.settingsKey) ? throttles[method.settingsKey] : undefined;
  if (ofMethod) {
    const key = `key-method/${plan.usagePlanId}/${keyId}/${stageName}${method.settingsKey}`;
    rates.push({ key, limit: ofMethod, code: 'throttle.key_method.rate', policy: 'method-rate' });
  }
  if (plan.throttle) {
    const key = `key/${plan.usagePlanId}/${keyId}`;
    rates.push({ key, limit: plan.throttle, code: 'throttle.key.rate', policy: 'rate' });
  }
  grant.rates.set(method.settingsKey, rates);
  return rates;
}

function grantOf(leases: Leases, plan: UsagePlanDocument, keyId: string, nowMs: number): Grant {
  const { usagePlanId, quota } = plan;
  const day = utcDay(nowMs);
  const hour = new Date(nowMs).getUTCHours();
  const periodStart = quota && quotaPeriodStart(quota.period, nowMs);
  return {
    keyId,
    plan,
    untilMs: (Math.floor(nowMs / hourMs) + 1) * hourMs,
    permits:
      quota && periodStart !== null
        ? leases.permits({
            usagePlanId,
            keyId,
            periodStart,
            periodEndMs: quotaPeriodEndMs(quota.period, nowMs),
          })
        : null,
    useWithPermit: encodeUse({ usagePlanId, keyId, day, hour, permitPeriod: periodStart }),
    useWithout: encodeUse({ usagePlanId, keyId, day, hour, permitPeriod: null }),
    rates: new Map(),
  };
}
