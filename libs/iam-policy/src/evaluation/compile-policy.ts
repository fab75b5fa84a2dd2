import type { PatternElement, Policy, PolicyStatement, PrincipalElement } from '../policy.js';
import { principalName } from '../request.js';
import type { Decision, Grantee, StatementRef } from '../decision.js';
import { compileCondition, type CompiledCondition } from './condition.js';
import { compilePattern, type Pattern, type PatternOptions } from './pattern.js';

/** A policy made ready for deciding; immutable. Its parts are for this library alone. */
export interface CompiledPolicy {
  readonly name: string;
  readonly source: Policy;
  readonly statements: readonly CompiledStatement[];
}

export interface CompiledStatement {
  readonly denies: boolean;
  readonly source: PolicyStatement;
  readonly principal: CompiledPrincipal | null;
  readonly action: CompiledElement;
  readonly resource: CompiledElement | null;
  readonly conditions: readonly CompiledCondition[];
  readonly decisions: StatementDecisions;
}

export interface CompiledElement {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

export interface CompiledPrincipal {
  readonly negated: boolean;
  readonly everybody: boolean;
  readonly names: ReadonlySet<string>;
}

/** What the statement can decide, made beforehand so that deciding makes nothing. */
export interface StatementDecisions {
  readonly deny: Decision;
  readonly outOfWork: Decision;
  readonly allow: Readonly<Record<Grantee, Decision>>;
}

/** `name` is what decisions call the policy by: an ARN, or what it is the policy of. */
export function compilePolicy(policy: Policy, options: { readonly name: string }): CompiledPolicy {
  const { name } = options;
  return {
    name,
    source: policy,
    statements: policy.statements.map((statement, index) => compileStatement(policy, statement, name, index)),
  };
}

function compileStatement(
  policy: Policy,
  statement: PolicyStatement,
  name: string,
  index: number,
): CompiledStatement {
  const variables = policy.version === '2012-10-17';
  const ref = { policy: name, ...(statement.sid !== undefined && { sid: statement.sid }), index };
  return {
    denies: statement.effect === 'Deny',
    source: statement,
    principal: statement.principal ? compilePrincipal(statement.principal) : null,
    action: compileElement(statement.action, { wildcards: true, variables: false, ignoresCase: true }),
    resource: statement.resource ? compileElement(statement.resource, { wildcards: true, variables }) : null,
    conditions: statement.conditions.map((condition) => compileCondition(condition, variables)),
    decisions: decisionsOf(ref),
  };
}

const compileElement = ({ negated, patterns }: PatternElement, options: PatternOptions): CompiledElement => ({
  negated,
  patterns: patterns.map((pattern) => compilePattern(pattern, options)),
});

const compilePrincipal = ({ negated, entries }: PrincipalElement): CompiledPrincipal => ({
  negated,
  everybody: entries.some(({ type, value }) => type === 'AWS' && value === '*'),
  names: new Set(entries.map(({ type, value }) => principalName(type, value))),
});

function decisionsOf(statement: StatementRef): StatementDecisions {
  const allow = (grantee: Grantee): Decision => ({ effect: 'allow', statement, grantee });
  return {
    deny: { effect: 'explicitDeny', statement },
    outOfWork: { effect: 'explicitDeny', statement, outOfWork: true },
    allow: { account: allow('account'), principal: allow('principal'), session: allow('session') },
  };
}
