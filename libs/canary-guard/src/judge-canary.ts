import type { CanaryGuardRule } from './canary-guard-rule.js';
import { judgeCondition, sentenceOf, type JudgedCondition } from './judge-condition.js';
import type { ReleaseFigures } from './measure.js';

/** What canary and base have served since the canary has its present settings. */
export interface CanaryEvidence {
  readonly canary: ReleaseFigures;
  readonly base: ReleaseFigures;
  /** For so long the figures are complete, of every gateway. */
  readonly runsForMs: number;
}

/**
 * `renew`: the canary has held for the whole time, and the rule says that it stays; it is looked at anew, so
 * that a fault that comes late is not lost among all the requests of before.
 */
export type CanaryVerdict = 'promote' | 'remove' | 'renew' | 'wait';

export interface Judgement {
  readonly verdict: CanaryVerdict;
  /** Why, or what it waits for, in sentences without their stops; one at least. */
  readonly reasons: readonly string[];
  readonly conditions: readonly JudgedCondition[];
}

/**
 * What a rule comes to. A condition that enough requests break removes the canary at once; when all hold at
 * the end of the time, what the rule says then. Whatever else it is, it waits.
 */
export function judgeCanary(rule: CanaryGuardRule, { canary, base, runsForMs }: CanaryEvidence): Judgement {
  const { requestsMin, forMs, action } = rule;
  const conditions = rule.conditions.map((each) => judgeCondition(each, { canary, base }, requestsMin));
  const said = (holds: boolean): string[] =>
    rule.conditions.flatMap(({ measure }, index) => {
      const judged = conditions[index]!;
      return judged.holds === holds ? [sentenceOf(judged, measure)] : [];
    });
  const broken = said(false);
  if (broken.length > 0)
    return { verdict: 'remove', reasons: broken.map((one) => `broken: ${one}`), conditions };
  const waitsFor = [
    ...(canary.requests < requestsMin ? [tooFew('canary', canary, requestsMin)] : []),
    ...(base.requests < requestsMin && rule.conditions.some(({ limit }) => limit.timesBase > 0)
      ? [tooFew('base', base, requestsMin)]
      : []),
    ...(runsForMs < forMs ? [`it has run for ${seconds(runsForMs)} s of ${seconds(forMs)} s`] : []),
  ];
  if (waitsFor.length > 0) return { verdict: 'wait', reasons: waitsFor, conditions };
  if (conditions.some(({ holds }) => holds === null)) {
    return { verdict: 'wait', reasons: ['no latency is known yet'], conditions };
  }
  const held = said(true).map((one) => `held for ${seconds(forMs)} s: ${one}`);
  return { verdict: action === 'hold' ? 'renew' : action, reasons: held, conditions };
}

const tooFew = (side: string, { requests }: ReleaseFigures, requestsMin: number): string =>
  `the ${side} has served ${requests} of ${requestsMin} requests`;

const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1_000));
