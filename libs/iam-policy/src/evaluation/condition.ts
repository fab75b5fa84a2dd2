import type { ConditionOperator, PolicyCondition } from '../policy.js';
import type { PolicyRequest } from '../request.js';
import { relations, type ValueTest } from './value-test.js';
import { work } from './work.js';

export interface CompiledCondition {
  readonly operator: ConditionOperator;
  /** Lower case. */
  readonly key: string;
  readonly source: PolicyCondition;
  readonly negated: boolean;
  readonly test: ValueTest;
  /** Of a Null operator: holds when the key is absent, when it is present. */
  readonly whenAbsent: boolean;
  readonly whenPresent: boolean;
}

const never: ValueTest = () => false;

/** `variables`: whether the policy is of the version that has them. */
export function compileCondition(source: PolicyCondition, variables: boolean): CompiledCondition {
  const { operator, values } = source;
  const relation = operator.name === 'Null' ? null : relations[operator.name];
  const says = (word: string) => relation === null && values.some((value) => value.toLowerCase() === word);
  return {
    operator,
    key: source.key.toLowerCase(),
    source,
    negated: relation?.negated ?? false,
    test: relation?.compile(values, variables) ?? never,
    whenAbsent: says('true'),
    whenPresent: says('false'),
  };
}

/**
 * Whether a condition holds of a request. Values of the policy are alternatives, and a negated operator wants
 * none of them. Without the key a condition fails, unless it is negated or says IfExists. ForAllValues wants
 * all values of the request to hold, so that none will do; ForAnyValue wants one (IAM User Guide: Condition
 * operators; Set operators for multivalued context keys; Multivalued context keys evaluation logic).
 */
export function holds(condition: CompiledCondition, request: PolicyRequest): boolean {
  const value = request.contextValue(condition.key);
  work.left -= 1;
  const { operator } = condition;
  if (operator.name === 'Null') return isAbsent(value) ? condition.whenAbsent : condition.whenPresent;
  // To a set operator an empty text is a set without values, as documented.
  if (operator.set !== null && value === '') return operator.set === 'ForAllValues' || operator.ifExists;
  if (isAbsent(value)) return operator.ifExists || holdsWithout(condition);
  switch (operator.set) {
    case 'ForAllValues':
      return !hasValue(condition, value, request, condition.negated);
    case 'ForAnyValue':
      return hasValue(condition, value, request, !condition.negated);
    case null:
      return hasValue(condition, value, request, true) !== condition.negated;
  }
}

type Present = string | readonly string[];

/** A key whose list is empty says nothing, either. */
const isAbsent = (value: Present | undefined): value is undefined =>
  value === undefined || (value.length === 0 && typeof value !== 'string');

const holdsWithout = ({ operator, negated }: CompiledCondition): boolean =>
  operator.set === null ? negated : operator.set === 'ForAllValues';

/** Whether some value of the request passes the test, or fails it. */
function hasValue(
  { test }: CompiledCondition,
  value: Present,
  request: PolicyRequest,
  passes: boolean,
): boolean {
  if (typeof value === 'string') return spend(value) && test(value, request) === passes;
  for (let i = 0; i < value.length; i++) {
    const each = value[i] as string;
    if (!spend(each)) return false;
    if (test(each, request) === passes) return true;
  }
  return false;
}

/** For reading a value, which is faster than comparing it; false out of work. */
const spend = (value: string): boolean => (work.left -= 8 + (value.length >> 4)) >= 0;
