import type { CanaryVerdict } from './judge-canary.js';
import type { JudgedCondition } from './judge-condition.js';
import { measureOf, type ReleaseFigures } from './measure.js';

/** Figures of one side for people; null where there were no requests. */
export interface FiguresSummary {
  readonly requests: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  /** Server errors of all requests. */
  readonly errorRatePercent: number | null;
  readonly latencyMs: {
    readonly average: number | null;
    readonly p50: number | null;
    readonly p90: number | null;
    readonly p99: number | null;
  };
}

/** What a guard has found, or decided, and by which figures: for status, history and audit. */
export interface GuardRecord {
  readonly rule: string;
  readonly verdict: CanaryVerdict;
  readonly reasons: readonly string[];
  readonly conditions: readonly JudgedCondition[];
  readonly canary: FiguresSummary;
  readonly base: FiguresSummary;
  /** For so long the figures were complete. */
  readonly ranForMs: number;
}

export function summaryOf(figures: ReleaseFigures): FiguresSummary {
  const { requests, clientErrors, serverErrors } = figures;
  const latency = (share: number | null) => measureOf({ unit: 'milliseconds', share }, figures);
  return {
    requests,
    clientErrors,
    serverErrors,
    errorRatePercent: measureOf({ unit: 'percent', errors: 'serverErrors' }, figures),
    latencyMs: { average: latency(null), p50: latency(0.5), p90: latency(0.9), p99: latency(0.99) },
  };
}
