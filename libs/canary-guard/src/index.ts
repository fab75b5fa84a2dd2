/** The rule of the tag, and what is wrong with one that is none. */
export {
  type CanaryGuardRule,
  type GuardAction,
  type GuardCondition,
  type GuardLimit,
} from './canary-guard-rule.js';
export { readCanaryGuard, type ReadCanaryGuard } from './read-canary-guard.js';
/** What a rule comes to. */
export { judgeCanary, type CanaryEvidence, type CanaryVerdict, type Judgement } from './judge-canary.js';
export { type JudgedCondition } from './judge-condition.js';
export { measureOf, type Measure, type ReleaseFigures } from './measure.js';
export { summaryOf, type FiguresSummary, type GuardRecord } from './guard-record.js';
/** Whether all gateways have said what they served. */
export { heardUpTo, type HeardGateways, type ServingGateway } from './heard-up-to.js';
export { judgeTrial, type JudgedTrial, type TrialEvidence } from './judge-trial.js';
