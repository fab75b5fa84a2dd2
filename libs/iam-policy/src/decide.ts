import { implicitDeny, type Decision } from './decision.js';
import type { CompiledPolicy, CompiledStatement } from './evaluation/compile-policy.js';
import { matchesStatement } from './evaluation/matches-statement.js';
import { work, workMax } from './evaluation/work.js';
import type { PolicyRequest } from './request.js';

/**
 * Decides a request by policies of one side: a statement that denies wins over all that allow, and where none
 * matches the request is denied (IAM User Guide: Policy evaluation logic). Bounded in work, see `workMax`; makes
 * no objects. Of several statements that allow, the first one of those that mean the caller most closely is
 * named.
 */
export function decide(policies: readonly CompiledPolicy[], request: PolicyRequest): Decision {
  work.left = workMax;
  let decision = implicitDeny;
  for (let i = 0; i < policies.length; i++) {
    const { statements } = policies[i] as CompiledPolicy;
    for (let j = 0; j < statements.length; j++) {
      const statement = statements[j] as CompiledStatement;
      // Once the session itself is allowed, only a deny can change that.
      if (!statement.denies && decision.grantee === 'session') continue;
      const grantee = matchesStatement(statement, request);
      if (work.left < 0) return statement.decisions.outOfWork;
      if (grantee === null) continue;
      if (statement.denies) return statement.decisions.deny;
      const allowed = statement.decisions.allow[grantee];
      if (isCloser(allowed, decision)) decision = allowed;
    }
  }
  return decision;
}

function isCloser(allowed: Decision, than: Decision): boolean {
  if (than.effect !== 'allow' || than.grantee === 'account')
    return than.effect !== 'allow' || allowed.grantee !== 'account';
  return allowed.grantee === 'session';
}
