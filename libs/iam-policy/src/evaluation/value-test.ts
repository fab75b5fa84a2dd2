import type { ConditionOperatorName } from '../policy.js';
import type { PolicyRequest } from '../request.js';
import { readDate } from '../values/date-value.js';
import { equalsIgnoringCase } from '../values/equals-ignoring-case.js';
import { isInBlock, newIpAddress, readIpAddress, readIpBlock, type IpBlock } from '../values/ip-address.js';
import { readNumber } from '../values/numeric-value.js';
import { matchesArn } from './matches-arn.js';
import { compilePattern, matchesPattern, type Pattern } from './pattern.js';
import { work } from './work.js';

/** Whether a value of the request has the relation of an operator to one value of the policy at least. */
export type ValueTest = (value: string, request: PolicyRequest) => boolean;

/** An operator is its relation, or the negation of one: StringNotLike holds where StringLike does not. */
export interface Relation {
  readonly negated: boolean;
  compile(values: readonly string[], variables: boolean): ValueTest;
}

type Matches = (pattern: Pattern, value: string, request: PolicyRequest) => boolean;

const onPatterns =
  (matches: Matches, options: { readonly wildcards: boolean; readonly ignoresCase?: boolean }) =>
  (values: readonly string[], variables: boolean): ValueTest => {
    const patterns = values.map((value) => compilePattern(value, { ...options, variables }));
    return (value, request) => {
      for (let i = 0; i < patterns.length; i++) {
        if (matches(patterns[i] as Pattern, value, request)) return true;
      }
      return false;
    };
  };

/** The same for texts in which case matters: those without wildcards and variables are found at once. */
const onTexts =
  (options: { readonly wildcards: boolean }) =>
  (values: readonly string[], variables: boolean): ValueTest => {
    const patterns = values.map((value) => compilePattern(value, { ...options, variables }));
    const exact = new Set(patterns.flatMap((pattern) => pattern.exact ?? []));
    const others = patterns.filter((pattern) => pattern.exact === null).map(({ source }) => source);
    const testOthers = onPatterns(matchesPattern, options)(others, variables);
    return (value, request) => exact.has(value) || testOthers(value, request);
  };

/** A value that cannot be read has no relation to any number. */
const onNumbers =
  (read: (text: string) => number, holds: (value: number, of: number) => boolean) =>
  (values: readonly string[]): ValueTest => {
    const numbers = values.map(read);
    return (value) => {
      const number = read(value);
      work.left -= numbers.length;
      for (let i = 0; i < numbers.length; i++) if (holds(number, numbers[i] as number)) return true;
      return false;
    };
  };

function onAddresses(values: readonly string[]): ValueTest {
  const blocks = values.flatMap((value) => readIpBlock(value) ?? []);
  const address = newIpAddress();
  return (value) => {
    if (!readIpAddress(value, address)) return false;
    work.left -= blocks.length;
    for (let i = 0; i < blocks.length; i++) if (isInBlock(address, blocks[i] as IpBlock)) return true;
    return false;
  };
}

const booleans = onPatterns(matchesPattern, { wildcards: false, ignoresCase: true });
const isBoolean = (value: string): boolean =>
  equalsIgnoringCase(value, 'true') || equalsIgnoringCase(value, 'false');

const onBooleans = (values: readonly string[], variables: boolean): ValueTest => {
  const test = booleans(values, variables);
  return (value, request) => isBoolean(value) && test(value, request);
};

const equalTexts = onTexts({ wildcards: false });
const equalTextsInAnyCase = onPatterns(matchesPattern, { wildcards: false, ignoresCase: true });
const likeTexts = onTexts({ wildcards: true });
const likeArns = onPatterns(matchesArn, { wildcards: true });
const equalBytes = (values: readonly string[]): ValueTest => equalTexts(values, false);

const equal = (value: number, of: number): boolean => value === of;
const less = (value: number, of: number): boolean => value < of;
const lessOrEqual = (value: number, of: number): boolean => value <= of;
const greater = (value: number, of: number): boolean => value > of;
const greaterOrEqual = (value: number, of: number): boolean => value >= of;

const is = (compile: Relation['compile']): Relation => ({ negated: false, compile });
const isNot = (compile: Relation['compile']): Relation => ({ negated: true, compile });

/**
 * What each operator compares (IAM User Guide: IAM JSON policy elements: Condition operators). Variables mean
 * something to those on strings, booleans and ARNs.
 */
export const relations: Readonly<Record<Exclude<ConditionOperatorName, 'Null'>, Relation>> = {
  StringEquals: is(equalTexts),
  StringNotEquals: isNot(equalTexts),
  StringEqualsIgnoreCase: is(equalTextsInAnyCase),
  StringNotEqualsIgnoreCase: isNot(equalTextsInAnyCase),
  StringLike: is(likeTexts),
  StringNotLike: isNot(likeTexts),
  NumericEquals: is(onNumbers(readNumber, equal)),
  NumericNotEquals: isNot(onNumbers(readNumber, equal)),
  NumericLessThan: is(onNumbers(readNumber, less)),
  NumericLessThanEquals: is(onNumbers(readNumber, lessOrEqual)),
  NumericGreaterThan: is(onNumbers(readNumber, greater)),
  NumericGreaterThanEquals: is(onNumbers(readNumber, greaterOrEqual)),
  DateEquals: is(onNumbers(readDate, equal)),
  DateNotEquals: isNot(onNumbers(readDate, equal)),
  DateLessThan: is(onNumbers(readDate, less)),
  DateLessThanEquals: is(onNumbers(readDate, lessOrEqual)),
  DateGreaterThan: is(onNumbers(readDate, greater)),
  DateGreaterThanEquals: is(onNumbers(readDate, greaterOrEqual)),
  Bool: is(onBooleans),
  BinaryEquals: is(equalBytes),
  IpAddress: is(onAddresses),
  NotIpAddress: isNot(onAddresses),
  ArnEquals: is(likeArns),
  ArnLike: is(likeArns),
  ArnNotEquals: isNot(likeArns),
  ArnNotLike: isNot(likeArns),
};
