import type { JsonDocument } from './read-json.js';
import { readConditionOperator } from './condition-operator.js';
import type { PatternElement, PolicyCondition, Span } from '../policy.js';

/**
 * A policy whose parts have the right types, and no more: what is missing or means nothing is for the rules
 * of its kind to say, each in its turn.
 */
export interface Draft {
  readonly version: string | undefined;
  readonly id: string | undefined;
  readonly statements: readonly DraftStatement[];
}

export interface DraftStatement {
  readonly sid: string | undefined;
  readonly effect: string | undefined;
  readonly principal: DraftPrincipal | undefined;
  readonly action: PatternElement | undefined;
  readonly resource: PatternElement | undefined;
  readonly conditions: readonly PolicyCondition[];
  readonly span: Span | undefined;
}

export interface DraftPrincipal {
  readonly negated: boolean;
  /** Given as a text and not as an object of types. */
  readonly bare: boolean;
  readonly entries: readonly { readonly type: string; readonly value: string }[];
}

type Members = Readonly<Record<string, unknown>>;

const policyMembers = new Set(['Version', 'Id', 'Statement']);
const statementMembers = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** What has a part of the wrong type, an unknown part, or an element together with its `Not...`. */
class WrongShape extends Error {}

/**
 * Reads a JSON value by AWS's policy grammar (IAM User Guide: Grammar of the IAM JSON policy language):
 * single values become lists of one; null for what has another shape. `lenient`: members without a meaning
 * are passed over.
 */
export function readDraft(
  document: unknown,
  spans: (JsonDocument & { ok: true })['spans'] | undefined,
  lenient: boolean,
): Draft | null {
  try {
    const policy = members(document);
    if (!lenient) onlyKnown(policy, policyMembers);
    const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement ?? undefined];
    return {
      version: optionalText(policy.Version),
      id: optionalText(policy.Id),
      statements: statements.map((statement) => readStatement(members(statement), spans, lenient)),
    };
  } catch (error) {
    if (error instanceof WrongShape) return null;
    throw error;
  }
}

function readStatement(
  statement: Members,
  spans: ReadonlyMap<object, Span> | undefined,
  lenient: boolean,
): DraftStatement {
  if (!lenient) onlyKnown(statement, statementMembers);
  return {
    sid: optionalText(statement.Sid),
    effect: optionalText(statement.Effect),
    principal: readEither(statement, 'Principal', readPrincipal),
    action: readEither(statement, 'Action', readPatterns),
    resource: readEither(statement, 'Resource', readPatterns),
    conditions: statement.Condition === undefined ? [] : readConditions(members(statement.Condition)),
    span: spans?.get(statement),
  };
}

/** The element or its negation, of which a statement has one at most. */
function readEither<T>(
  statement: Members,
  name: string,
  read: (value: unknown, negated: boolean) => T,
): T | undefined {
  const negated = statement[`Not${name}`];
  if (statement[name] !== undefined && negated !== undefined) throw new WrongShape();
  if (negated !== undefined) return read(negated, true);
  return statement[name] === undefined ? undefined : read(statement[name], false);
}

const readPatterns = (value: unknown, negated: boolean): PatternElement => ({
  negated,
  patterns: texts(value),
});

function readPrincipal(value: unknown, negated: boolean): DraftPrincipal {
  if (typeof value === 'string') return { negated, bare: true, entries: [{ type: 'AWS', value }] };
  const entries = Object.entries(members(value)).flatMap(([type, values]) =>
    texts(values).map((each) => ({ type, value: each })),
  );
  return { negated, bare: false, entries };
}

function readConditions(block: Members): PolicyCondition[] {
  return Object.entries(block).flatMap(([operatorText, tests]) => {
    const keys = Object.entries(members(tests));
    const operator = readConditionOperator(operatorText);
    // An unknown operator without keys is let pass, as IAM does: it says nothing.
    if (operator === null && keys.length > 0) throw new WrongShape();
    return operator === null
      ? []
      : keys.map(([key, values]) => ({ operator, key, values: conditionValues(values) }));
  });
}

const conditionValues = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).map((each: unknown) => {
    if (typeof each === 'number' || typeof each === 'boolean') return String(each);
    return text(each);
  });

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : [text(value)]);

const optionalText = (value: unknown): string | undefined => (value === undefined ? undefined : text(value));

function text(value: unknown): string {
  if (typeof value !== 'string') throw new WrongShape();
  return value;
}

function members(value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WrongShape();
  return value as Members;
}

function onlyKnown(record: Members, known: ReadonlySet<string>): void {
  if (Object.keys(record).some((name) => !known.has(name))) throw new WrongShape();
}
