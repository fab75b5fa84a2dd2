import type { Draft } from './draft.js';
import { findActionFault } from './action-rules.js';
import { isValueOf } from './condition-values.js';
import { failsLegacyParsing, findResourceFault } from './resource-rules.js';

/** A rule of the grammar: what is said when a policy breaks it. */
export type Rule = (draft: Draft) => string | undefined;

export const syntaxErrors = 'Syntax errors in policy.';
const legacyParsing = 'The policy failed legacy parsing';

/** Effects in another case are wrong, too, but it is the older parser that says so. */
export const hasSyntax: Rule = ({ version, statements }) =>
  statements.length > 0 &&
  statements.every(({ effect }) => /^(?:allow|deny)$/i.test(effect ?? '')) &&
  (version === undefined || version === '2008-10-17' || version === '2012-10-17')
    ? undefined
    : syntaxErrors;

export const isOfNewerVersion: Rule = ({ version }) =>
  version === '2012-10-17' ? undefined : 'Policy document must be version 2012-10-17 or greater.';

export const hasNoPrincipal: Rule = ({ statements }) =>
  statements.some(({ principal }) => principal !== undefined)
    ? 'Policy document should not specify a principal.'
    : undefined;

/**
 * Values that their operator cannot read are refused with everything else that IAM's older parser stumbles
 * over. AWS is known to do so for dates; we do for numbers, addresses and booleans too, since a Deny whose
 * condition can never hold protects nothing.
 */
export const passesLegacyParsing: Rule = ({ statements }) =>
  statements.some(
    ({ effect, conditions, resource }) =>
      (effect !== 'Allow' && effect !== 'Deny') ||
      conditions.some(({ operator, values }) => values.some((value) => !isValueOf(operator.name, value))) ||
      (resource !== undefined && findResourceFault(resource) === undefined && failsLegacyParsing(resource)),
  )
    ? legacyParsing
    : undefined;

export const hasPlainSids: Rule = ({ statements }) =>
  statements.some(({ sid }) => sid !== undefined && !/^[0-9A-Za-z]*$/.test(sid))
    ? 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*'
    : undefined;

export const hasUniqueSids: Rule = (draft) =>
  repeatsSid(draft) ? 'Statement IDs (SID) in a single policy must be unique.' : undefined;

export const hasActions: Rule = ({ statements }) =>
  statements.some(({ action }) => action === undefined || action.patterns.length === 0)
    ? 'Policy statement must contain actions.'
    : undefined;

export const hasValidResources: Rule = ({ statements }) =>
  firstFault(statements, ({ resource }) => resource && findResourceFault(resource));

export const hasValidActions: Rule = ({ statements }) =>
  firstFault(statements, ({ action }) => action && findActionFault(action));

export const hasResources: Rule = ({ statements }) =>
  statements.some(({ resource }) => resource === undefined || resource.patterns.length === 0)
    ? 'Policy statement must contain resources.'
    : undefined;

/** In the order in which IAM says them, as callers of CreatePolicy have reported it. */
export const identityRules: readonly Rule[] = [
  hasSyntax,
  hasNoPrincipal,
  passesLegacyParsing,
  hasPlainSids,
  hasUniqueSids,
  hasActions,
  hasValidResources,
  hasValidActions,
  hasResources,
];

/** Managed policies must say the newer version; others may be without one. */
export const managedPolicyRules: readonly Rule[] = [hasSyntax, isOfNewerVersion, ...identityRules.slice(1)];

export function firstFault<T>(of: readonly T[], find: (each: T) => string | undefined): string | undefined {
  for (const each of of) {
    const fault = find(each);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Empty Sids are none. */
export function repeatsSid({ statements }: Draft): boolean {
  const sids = statements.flatMap(({ sid }) => (sid ? [sid] : []));
  return new Set(sids).size < sids.length;
}
