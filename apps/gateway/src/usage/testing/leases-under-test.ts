import type { LeaseGrant } from '#libs/metering';
import { Leases } from '../leases.js';
import type { SpendVerdict } from '../permits.js';

export const name = { usagePlanId: 'plan01', keyId: 'key0000001', periodStart: '2026-11-21' };
export const periodEndMs = 1_000_000;

/** Leases on a clock of the test's own, answered by hand. */
export function startLeases(
  options: { away?: () => boolean; whenDisconnected?: 'pass' | 'refuse'; queueWaitMs?: number } = {},
) {
  const clock = { nowMs: 1000 };
  let hurries = 0;
  const leases = new Leases({
    flushSoon: () => (hurries += 1),
    away: options.away ?? (() => false),
    whenDisconnected: options.whenDisconnected ?? 'pass',
    nowMs: () => clock.nowMs,
    queueWaitMs: options.queueWaitMs,
  });
  const permits = leases.permits({ ...name, periodEndMs });
  const spend = (units = 1) => leases.spend(permits, clock.nowMs, units);
  const grant = (granted: number, remaining = 100, heldElsewhere = 0): void => {
    const response: LeaseGrant = { ...name, granted, remaining, heldElsewhere };
    leases.take([response]);
  };
  return { leases, permits, clock, spend, grant, hurries: () => hurries };
}

/** Has `count` permits in hand and nothing due. */
export function startLeasesWith(count: number, remaining = 100) {
  const started = startLeases();
  void started.spend();
  started.leases.reports();
  started.grant(count + 1, remaining);
  started.leases.reports();
  return started;
}

/** Whether it came at once or not. */
export const settled = async (verdict: SpendVerdict | Promise<SpendVerdict>) => verdict;
