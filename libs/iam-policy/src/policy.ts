/**
 * What a policy is attached to, which decides its grammar: a principal (`identity`), a resource, a role as
 * the answer to who may assume it (`trust`), a session (`session`), or what a Lambda authorizer returns.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'session' | 'authorizer';

/** A policy that keeps to the grammar of its kind; lists where the document may have single values. */
export interface Policy {
  readonly kind: PolicyKind;
  /** Policy variables mean something in the newer version only. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id?: string;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent where the kind has none: identity, session and authorizer policies. */
  readonly principal?: PrincipalElement;
  readonly action: PatternElement;
  /** Absent in trust policies: the resource is the role. */
  readonly resource?: PatternElement;
  readonly conditions: readonly PolicyCondition[];
  /** Where the statement stands in the text; absent when the policy was not given as text. */
  readonly span?: Span;
}

/** Action, NotAction, Resource or NotResource. */
export interface PatternElement {
  /** `Not...`: matches what none of the patterns matches. */
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

/** `"Principal": "*"` is the entry AWS `*`, which AWS documents as the same. */
export interface PrincipalEntry {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly value: string;
}

/** One operator on one key. */
export interface PolicyCondition {
  readonly operator: ConditionOperator;
  /** As written; keys are compared without regard to case. */
  readonly key: string;
  /** Empty: no value will do. */
  readonly values: readonly string[];
}

/** `ForAllValues:StringLikeIfExists` taken apart. */
export interface ConditionOperator {
  readonly name: ConditionOperatorName;
  /** How the values of the request are quantified; null for keys of one value. */
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
}

export const conditionOperatorNames = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;

export type ConditionOperatorName = (typeof conditionOperatorNames)[number];

/** In a text: both count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where an object of the text stands, as IAM's simulator says it: after the opening brace, after the closing
 * one (from the sample responses in the AWS CLI reference: simulate-custom-policy).
 */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}
