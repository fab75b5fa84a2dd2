import type { DraftStatement } from './draft.js';
import { findPrincipalFault } from './principal-rules.js';
import { failsLegacyParsing, findResourceFault } from './resource-rules.js';
import {
  firstFault,
  hasActions,
  hasResources,
  hasSyntax,
  hasUniqueSids,
  hasValidActions,
  passesLegacyParsing,
  type Rule,
} from './identity-rules.js';

/**
 * The rules of a policy on a resource. A NotPrincipal goes with Deny only: with Allow it would let in
 * everybody else, also who is not signed in (IAM User Guide: AWS JSON policy elements: NotPrincipal).
 */
export const resourcePolicyRules: readonly Rule[] = [
  hasSyntax,
  ({ statements }) => firstFault(statements, findPrincipalElementFault),
  (draft) => passesLegacyParsing({ ...draft, statements: draft.statements.map(withoutResource) }),
  hasUniqueSids,
  hasActions,
  hasValidActions,
  hasResources,
  ({ statements }) => firstFault(statements, findShortResourceFault),
];

function findPrincipalElementFault({ principal, effect }: DraftStatement): string | undefined {
  if (principal === undefined) return 'Missing required field Principal';
  if (principal.entries.length === 0) return 'Missing required field Principal cannot be empty!';
  if (principal.negated && !/^deny$/i.test(effect ?? '')) return 'Allow with NotPrincipal is not allowed.';
  return findPrincipalFault(principal);
}

const withoutResource = (statement: DraftStatement): DraftStatement => ({
  ...statement,
  resource: undefined,
});

/** API Gateway takes `execute-api:/stage/...` too, and makes an ARN of it. */
function findShortResourceFault({ resource }: DraftStatement): string | undefined {
  if (resource === undefined) return undefined;
  const arns = {
    negated: resource.negated,
    patterns: resource.patterns.filter((pattern) => !pattern.startsWith('execute-api:/')),
  };
  return (
    findResourceFault(arns) ?? (failsLegacyParsing(arns) ? 'The policy failed legacy parsing' : undefined)
  );
}
