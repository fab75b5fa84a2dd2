import { member, type Keywords } from '../schema-compiler.js';
import type { Check } from '../validation-run.js';

/** maximum, minimum (with draft 4's exclusiveMaximum and exclusiveMinimum), multipleOf. */
export const numberKeywords: Keywords = (node, { report }) => {
  const checks: Check[] = [];
  const add = (holds: (value: number) => boolean, reason: string) =>
    checks.push((value, run) => typeof value !== 'number' || holds(value) || run.fail(reason));
  const numberOf = (name: string): number | null => {
    const value = member(node, name);
    if (value === undefined) return null;
    if (typeof value === 'number') return value;
    report(node.at, `${name} is no number`);
    return null;
  };
  for (const name of ['exclusiveMaximum', 'exclusiveMinimum']) {
    const flag = member(node, name);
    if (flag !== undefined && typeof flag !== 'boolean') report(node.at, `${name} is not true or false`);
  }
  const maximum = numberOf('maximum');
  if (maximum !== null) {
    if (member(node, 'exclusiveMaximum') === true) {
      add(
        (value) => value < maximum,
        `numeric instance is not strictly lower than the required maximum ${maximum}`,
      );
    } else {
      add(
        (value) => value <= maximum,
        `numeric instance is greater than the required maximum (maximum: ${maximum})`,
      );
    }
  }
  const minimum = numberOf('minimum');
  if (minimum !== null) {
    if (member(node, 'exclusiveMinimum') === true) {
      add(
        (value) => value > minimum,
        `numeric instance is not strictly greater than the required minimum ${minimum}`,
      );
    } else {
      add(
        (value) => value >= minimum,
        `numeric instance is lower than the required minimum (minimum: ${minimum})`,
      );
    }
  }
  const multipleOf = numberOf('multipleOf');
  if (multipleOf !== null && multipleOf <= 0) report(node.at, 'multipleOf is not above 0');
  else if (multipleOf !== null) {
    add((value) => isMultiple(value, multipleOf), `numeric instance is not a multiple of ${multipleOf}`);
  }
  return checks;
};

/**
 * In decimals, as both are written: 0.0075 is a multiple of 0.0001, although their quotient in binary is not
 * whole.
 */
function isMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  return Number.isFinite(quotient) && Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * 1e-15;
}
