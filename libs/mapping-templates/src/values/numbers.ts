import type { Operator } from '../template.js';
import { DoubleValue, type NumberValue, type Value } from './value.js';

/** Digits beyond which an integer is refused: products of products would otherwise grow without bound. */
const INTEGER_DIGITS_MAX = 400;
const INTEGER_MAX = 10n ** BigInt(INTEGER_DIGITS_MAX);

export function isNumber(value: Value): value is NumberValue {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof DoubleValue;
}

/** An integer from its digits, null when it has too many. */
export function integerOf(digits: string): number | bigint | null {
  const number = Number(digits);
  if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
  return digits.length > INTEGER_DIGITS_MAX ? null : BigInt(digits);
}

/** A literal as Velocity reads it: with a point or an exponent a double, else an integer. */
export function numberOf(text: string): NumberValue | null {
  return /[.eE]/.test(text) ? new DoubleValue(Number(text)) : integerOf(text);
}

export function toJsNumber(value: NumberValue): number {
  return value instanceof DoubleValue ? value.value : Number(value);
}

/** An index or length; `null` for what is no integer of a sensible size. */
export function toInteger(value: Value | undefined): number | null {
  if (value instanceof DoubleValue) return Number.isFinite(value.value) ? Math.trunc(value.value) : null;
  return typeof value === 'number' ? value : null;
}

/**
 * Java's arithmetic: integers stay integers, also in division; a division by zero has no result (Velocity
 * says null).
 */
export function calculate(operator: Operator, left: NumberValue, right: NumberValue): NumberValue | null {
  if (left instanceof DoubleValue || right instanceof DoubleValue) {
    return calculateDoubles(operator, toJsNumber(left), toJsNumber(right));
  }
  const [a, b] = [BigInt(left), BigInt(right)];
  switch (operator) {
    case '+':
      return narrow(a + b);
    case '-':
      return narrow(a - b);
    case '*':
      return narrow(a * b);
    case '/':
      return b === 0n ? null : narrow(a / b);
    case '%':
      return b === 0n ? null : narrow(a % b);
    default:
      return null;
  }
}

function calculateDoubles(operator: Operator, a: number, b: number): DoubleValue | null {
  switch (operator) {
    case '+':
      return new DoubleValue(a + b);
    case '-':
      return new DoubleValue(a - b);
    case '*':
      return new DoubleValue(a * b);
    case '/':
      return b === 0 ? null : new DoubleValue(a / b);
    case '%':
      return b === 0 ? null : new DoubleValue(a % b);
    default:
      return null;
  }
}

function narrow(value: bigint): number | bigint | null {
  if (value >= INTEGER_MAX || value <= -INTEGER_MAX) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * Text of a number as Java writes it: doubles keep their point, and take an exponent below 10^-3 and from
 * 10^7 on.
 */
export function printNumber(value: NumberValue): string {
  if (!(value instanceof DoubleValue)) return value.toString();
  const number = value.value;
  if (!Number.isFinite(number)) return number.toString();
  const size = Math.abs(number);
  if (number === 0) return Object.is(number, -0) ? '-0.0' : '0.0';
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(number) ? `${number}.0` : number.toString();
  const [digits, exponent] = number.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
