import type { Grantee } from '../decision.js';
import type { PolicyRequest } from '../request.js';
import { holds, type CompiledCondition } from './condition.js';
import type { CompiledElement, CompiledPrincipal, CompiledStatement } from './compile-policy.js';
import { matchesPattern, type Pattern } from './pattern.js';
import { work } from './work.js';

/** Whom the statement means the request to be by, when all of it matches; null when some of it does not. */
export function matchesStatement(statement: CompiledStatement, request: PolicyRequest): Grantee | null {
  work.left -= 1;
  if (!matchesElement(statement.action, request.action, request)) return null;
  const grantee = granteeOf(statement.principal, request);
  if (grantee === null) return null;
  const { resource, conditions } = statement;
  if (resource !== null && !matchesElement(resource, request.resource, request)) return null;
  for (let i = 0; i < conditions.length; i++) {
    if (!holds(conditions[i] as CompiledCondition, request)) return null;
  }
  return grantee;
}

export function matchesElement(element: CompiledElement, text: string, request: PolicyRequest): boolean {
  const { patterns } = element;
  for (let i = 0; i < patterns.length; i++) {
    if (matchesPattern(patterns[i] as Pattern, text, request)) return !element.negated;
  }
  return element.negated;
}

/**
 * Whom a principal element means the request to be by; null for not at all. A policy without principals is
 * its owner's own.
 */
export function granteeOf(principal: CompiledPrincipal | null, request: PolicyRequest): Grantee | null {
  if (principal === null) return 'principal';
  if (principal.negated) return isExcepted(principal, request) ? null : 'principal';
  return nameIn(principal, request);
}

function nameIn({ names, everybody }: CompiledPrincipal, { principal }: PolicyRequest): Grantee | null {
  if (principal === undefined) return everybody ? 'principal' : null;
  if (names.has(principal.name)) return principal.isSession ? 'session' : 'principal';
  if (everybody || names.has(principal.roleName)) return 'principal';
  return names.has(principal.accountName) ? 'account' : null;
}

/**
 * NotPrincipal excepts whom it names in full: a user with the account, a session with its role and the
 * account (IAM User Guide: AWS JSON policy elements: NotPrincipal).
 */
function isExcepted({ names, everybody }: CompiledPrincipal, { principal }: PolicyRequest): boolean {
  if (everybody) return true;
  if (principal === undefined || !names.has(principal.name)) return false;
  const { roleName, accountName } = principal;
  return (roleName === '' || names.has(roleName)) && (accountName === '' || names.has(accountName));
}
