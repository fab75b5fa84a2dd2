import type { Operator } from '../template.js';
import { areEqual, compareNumbers } from '../values/compare-values.js';
import { calculate, isNumber } from '../values/numbers.js';
import { printValue } from '../values/print-value.js';
import type { Value } from '../values/value.js';
import type { Budget } from './budget.js';

/**
 * Velocity 1.7's operators. `+` also joins texts; other arithmetic on what is no number has no result; only
 * numbers have an order, anything else is neither less nor greater.
 */
export function applyOperator(operator: Operator, left: Value, right: Value, budget: Budget): Value {
  budget.step();
  switch (operator) {
    case '==':
      return areEqual(left, right, budget);
    case '!=':
      return !areEqual(left, right, budget);
    case '<':
      return isNumber(left) && isNumber(right) && compareNumbers(left, right) < 0;
    case '>':
      return isNumber(left) && isNumber(right) && compareNumbers(left, right) > 0;
    case '<=':
      return isNumber(left) && isNumber(right) && compareNumbers(left, right) <= 0;
    case '>=':
      return isNumber(left) && isNumber(right) && compareNumbers(left, right) >= 0;
    case '+':
      if (typeof left === 'string' || typeof right === 'string') {
        return budget.text(printValue(left, budget) + printValue(right, budget));
      }
      break;
    default:
      break;
  }
  return isNumber(left) && isNumber(right) ? calculate(operator, left, right) : null;
}
