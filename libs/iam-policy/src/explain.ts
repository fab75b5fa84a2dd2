import { decide } from './decide.js';
import type { Decision, StatementRef } from './decision.js';
import { conditionOperatorText } from './document/condition-operator.js';
import type { CompiledPolicy, CompiledStatement } from './evaluation/compile-policy.js';
import { holds, type CompiledCondition } from './evaluation/condition.js';
import { granteeOf, matchesElement } from './evaluation/matches-statement.js';
import { withVariables } from './evaluation/pattern.js';
import { work, workMax } from './evaluation/work.js';
import type { PolicyRequest } from './request.js';

/** A decision, and what each statement had to say. */
export interface Explanation {
  readonly decision: Decision;
  readonly statements: readonly StatementExplanation[];
}

export interface StatementExplanation {
  readonly statement: StatementRef;
  readonly effect: 'Allow' | 'Deny';
  /** What did not match; the statement matches when there is nothing. */
  readonly mismatches: readonly Mismatch[];
}

/** A comparison that failed. */
export interface Mismatch {
  /** As the document names it; a condition by its operator, `ForAnyValue:StringLike`. */
  readonly element: string;
  /** Of a condition. */
  readonly key?: string;
  /**
   * What the policy has there, with the values of its variables; a variable without value stands as it is.
   */
  readonly wanted: readonly string[];
  /** What the request has; absent when it has nothing of the kind. */
  readonly found?: string | readonly string[];
}

/**
 * Decides as `decide` does, and compares every part of every statement to say which failed, for logs and for
 * people. Slow: for decisions that somebody asks about.
 */
export function explain(policies: readonly CompiledPolicy[], request: PolicyRequest): Explanation {
  return {
    decision: decide(policies, request),
    statements: policies.flatMap(({ statements }) =>
      statements.map((statement) => ({
        statement: statement.decisions.deny.statement as StatementRef,
        effect: statement.source.effect,
        mismatches: mismatchesOf(statement, request),
      })),
    ),
  };
}

function mismatchesOf(statement: CompiledStatement, request: PolicyRequest): Mismatch[] {
  work.left = workMax;
  const { action, resource, principal, conditions, source } = statement;
  const mismatches: Mismatch[] = [];
  const nameOf = (element: string, negated: boolean) => (negated ? `Not${element}` : element);
  if (!matchesElement(action, request.action, request)) {
    const { negated, patterns } = source.action;
    mismatches.push({ element: nameOf('Action', negated), wanted: patterns, found: request.action });
  }
  if (source.principal !== undefined && granteeOf(principal, request) === null) {
    const wanted = source.principal.entries.map(({ type, value }) => `${type}:${value}`);
    const found = request.principal && { found: request.principal.name };
    mismatches.push({ element: nameOf('Principal', source.principal.negated), wanted, ...found });
  }
  if (
    source.resource !== undefined &&
    resource !== null &&
    !matchesElement(resource, request.resource, request)
  ) {
    const wanted = source.resource.patterns.map((pattern) => withVariables(pattern, request));
    mismatches.push({ element: nameOf('Resource', resource.negated), wanted, found: request.resource });
  }
  return [...mismatches, ...conditions.flatMap((condition) => conditionMismatch(condition, request))];
}

function conditionMismatch(condition: CompiledCondition, request: PolicyRequest): Mismatch[] {
  if (holds(condition, request)) return [];
  const { operator, key, values } = condition.source;
  const found = request.contextValue(condition.key);
  return [
    {
      element: conditionOperatorText(operator),
      key,
      wanted: values.map((value) => withVariables(value, request)),
      ...(found !== undefined && { found }),
    },
  ];
}
