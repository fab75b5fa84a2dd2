import { compareNumbers, equalsJava } from '../values/compare-values.js';
import { integerOf, isNumber, printNumber, toJsNumber } from '../values/numbers.js';
import { DoubleValue, type NumberValue, type Value } from '../values/value.js';
import { textArgument, type Method, type MethodTable } from './method.js';

type NumberMethod = Method<NumberValue>;

// Static methods that Java lets one call on any number: the known trick is #set($Integer = 0)
// $Integer.parseInt("5").
const parseInteger: NumberMethod = (_number, args, budget) => {
  const digits = /^[+-]?\d+$/.exec(textArgument(args, 0, budget))?.[0];
  return digits === undefined ? null : integerOf(digits.replace('+', ''));
};

const parseDouble: NumberMethod = (_number, args, budget) => {
  const text = textArgument(args, 0, budget).trim();
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? new DoubleValue(Number(text)) : null;
};

const toWhole: NumberMethod = (number) => {
  if (!(number instanceof DoubleValue)) return number;
  return Number.isFinite(number.value) ? integerOf(BigInt(Math.trunc(number.value)).toString()) : null;
};

const isNaNValue = (number: NumberValue) => Number.isNaN(toJsNumber(number));

/**
 * `Double.compare` where the difference is no number: equal infinities, or NaN, which is above all others.
 */
const compareNaN = (left: NumberValue, right: NumberValue) =>
  Number(isNaNValue(left)) - Number(isNaNValue(right));

const compareTo: NumberMethod = (number, args) => {
  const other = args[0] ?? null;
  if (!isNumber(other)) return null;
  const order = compareNumbers(number, other);
  return Number.isNaN(order) ? compareNaN(number, other) : Math.sign(order);
};

/** `java.lang.Integer`, `Long`, `Double` and `BigInteger` in one. */
export const numberMethods: MethodTable<NumberValue> = new Map<string, NumberMethod>([
  ['compareTo', compareTo],
  ['doubleValue', (number) => new DoubleValue(toJsNumber(number))],
  ['equals', (number, args, budget) => equalsJava(number, args[0] ?? null, budget)],
  ['floatValue', (number) => new DoubleValue(toJsNumber(number))],
  ['intValue', toWhole],
  ['longValue', toWhole],
  ['parseDouble', parseDouble],
  ['parseFloat', parseDouble],
  ['parseInt', parseInteger],
  ['parseLong', parseInteger],
  [
    'toString',
    (number, args, budget) => (args.length > 0 ? textArgument(args, 0, budget) : printNumber(number)),
  ],
  [
    'valueOf',
    (number, args, budget) =>
      (number instanceof DoubleValue ? parseDouble : parseInteger)(number, args, budget),
  ],
]);

/** `java.lang.Boolean`. */
export const booleanMethods: MethodTable<boolean> = new Map<string, Method<boolean>>([
  ['booleanValue', (flag) => flag],
  ['equals', (flag, args) => flag === args[0]],
  ['parseBoolean', (_flag, args, budget): Value => textArgument(args, 0, budget).toLowerCase() === 'true'],
  ['toString', (flag) => String(flag)],
]);
