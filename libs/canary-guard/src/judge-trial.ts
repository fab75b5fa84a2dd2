import type { CanaryGuardRule } from './canary-guard-rule.js';
import { summaryOf, type GuardRecord } from './guard-record.js';
import { heardUpTo, type ServingGateway } from './heard-up-to.js';
import { judgeCanary } from './judge-canary.js';
import type { ReleaseFigures } from './measure.js';

/** All that is known of a canary with its present settings. Times in milliseconds since 1970. */
export interface TrialEvidence {
  readonly canary: ReleaseFigures;
  readonly base: ReleaseFigures;
  readonly gateways: readonly ServingGateway[];
  /** Since when all gateways serve it; null: that is not known yet. */
  readonly startedAtMs: number | null;
  readonly nowMs: number;
}

export interface JudgedTrial {
  readonly record: GuardRecord;
  /** Whether every gateway has said what it has served up to just now. */
  readonly isComplete: boolean;
}

/**
 * What a guard makes of a trial. While some gateway has not said what it has served it waits, whatever the
 * figures of the others are.
 */
export function judgeTrial(
  ruleText: string,
  rule: CanaryGuardRule,
  { canary, base, gateways, startedAtMs, nowMs }: TrialEvidence,
): JudgedTrial {
  const { upToMs, problems } = heardUpTo(gateways, nowMs);
  const ranForMs = startedAtMs === null || upToMs === null ? 0 : Math.max(0, upToMs - startedAtMs);
  const judgement = judgeCanary(rule, { canary, base, runsForMs: ranForMs });
  const figures = { rule: ruleText, canary: summaryOf(canary), base: summaryOf(base), ranForMs };
  const isComplete = problems.length === 0;
  const waits = { verdict: 'wait', reasons: problems } as const;
  return { record: { ...judgement, ...figures, ...(isComplete ? {} : waits) }, isComplete };
}
