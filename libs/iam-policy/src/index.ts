/**
 * AWS's policy language: reading policies, deciding requests by them, and saying why.
 */
export * from './policy.js';
export * from './request.js';
export * from './decision.js';
export {
  parsePolicy,
  policyCharsMax,
  type ParsedPolicy,
  type ParseOptions,
} from './document/parse-policy.js';
export { compilePolicy, type CompiledPolicy } from './evaluation/compile-policy.js';
export { workMax } from './evaluation/work.js';
export { decide, decideByOne } from './decide.js';
export {
  decideAccess,
  decideTogether,
  type MethodAuthorization,
  type PoliciesTogether,
} from './decide-together.js';
export { rootAccess } from './root-access.js';
export { contextKeysOf } from './context-keys-of.js';
export { explain, type Explanation, type Mismatch, type StatementExplanation } from './explain.js';
export {
  simulate,
  type ContextEntry,
  type MatchedStatement,
  type SimulatedDecision,
  type Simulation,
  type SimulationResult,
} from './simulate.js';
