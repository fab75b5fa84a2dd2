import type { DraftStatement } from './draft.js';
import { isValueOf } from './condition-values.js';
import { findPrincipalFault } from './principal-rules.js';
import { firstFault, repeatsSid, type Rule } from './identity-rules.js';

const assumeRoleAction = /^sts:(?:AssumeRole[a-zA-Z*?]*|TagSession|SetSourceIdentity|SetContext)$/i;

/**
 * The rules of role trust policies, which IAM checks by another parser with words of its own; statement by
 * statement, in this order (texts as callers of CreateRole have reported them).
 */
export const trustRules: readonly Rule[] = [
  ({ version }) =>
    version === undefined || version === '2008-10-17' || version === '2012-10-17'
      ? undefined
      : 'The policy must contain a valid version string',
  ({ statements }) =>
    statements.length === 0 ? 'Could not parse the policy: Statement is empty!' : undefined,
  ({ statements }) => firstFault(statements, findStatementFault),
  (draft) => (repeatsSid(draft) ? 'The Statement Ids in the policy are not unique' : undefined),
];

function findStatementFault(statement: DraftStatement): string | undefined {
  const { effect, action, resource, conditions } = statement;
  if (effect === undefined) return 'Missing required field Effect';
  if (effect !== 'Allow' && effect !== 'Deny') return `Invalid effect: ${effect}`;
  const fault = findPrincipalElementFault(statement);
  if (fault !== undefined) return fault;
  if (conditions.some(({ operator, values }) => values.some((value) => !isValueOf(operator.name, value)))) {
    return 'Syntax error in policy.';
  }
  if (action === undefined || action.patterns.length === 0) return 'Missing required field Action';
  if (!action.patterns.every((pattern) => assumeRoleAction.test(pattern))) {
    return 'AssumeRole policy may only specify STS AssumeRole actions.';
  }
  if (resource === undefined) return undefined;
  return resource.negated ? 'AssumeRole policy must not contain resources.' : 'Has prohibited field Resource';
}

function findPrincipalElementFault({ principal, effect }: DraftStatement): string | undefined {
  if (principal === undefined) return 'Missing required field Principal';
  if (principal.negated) {
    return effect === 'Allow'
      ? 'Allow with NotPrincipal is not allowed.'
      : 'AssumeRole policy must not contain NotPrincipal field.';
  }
  if (principal.bare) return 'Principal must be a JSON object.';
  if (principal.entries.length === 0) return 'Missing required field Principal cannot be empty!';
  return findPrincipalFault(principal);
}
