import { implicitDeny, type Decision } from './decision.js';
import type { CompiledPolicy, CompiledStatement } from './evaluation/compile-policy.js';
import { matchesStatement } from './evaluation/matches-statement.js';
import { work, workMax } from './evaluation/work.js';
import type { PolicyRequest } from './request.js';

/**
 * Decides a request by policies of one side: a statement that denies wins over all that allow, and where none
 * matches the request is denied (IAM User Guide: Policy evaluation logic). Bounded in work, see `workMax`;
 * makes no objects. Of several statements that allow, the first of those that mean the caller most closely is
 * named.
 */
export function decide(policies: readonly CompiledPolicy[], request: PolicyRequest): Decision {
  work.left = workMax;
  let decision = implicitDeny;
  for (let i = 0; i < policies.length && decision.effect !== 'explicitDeny'; i++) {
    decision = addPolicy(decision, policies[i] as CompiledPolicy, request);
  }
  return decision;
}

/** As `decide` with one policy. */
export function decideByOne(policy: CompiledPolicy, request: PolicyRequest): Decision {
  work.left = workMax;
  return addPolicy(implicitDeny, policy, request);
}

function addPolicy(before: Decision, { statements }: CompiledPolicy, request: PolicyRequest): Decision {
  let decision = before;
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i] as CompiledStatement;
    const grantee = matchesStatement(statement, request);
    if (work.left < 0) return statement.decisions.outOfWork;
    if (grantee === null) continue;
    if (statement.denies) return statement.decisions.deny;
    const allowed = statement.decisions.allow[grantee];
    if (closeness(allowed) > closeness(decision)) decision = allowed;
  }
  return decision;
}

function closeness({ grantee }: Decision): number {
  if (grantee === undefined) return 0;
  return grantee === 'account' ? 1 : grantee === 'principal' ? 2 : 3;
}
