import type { ConditionOperatorName } from '../policy.js';
import { readDate } from '../values/date-value.js';
import { readIpBlock } from '../values/ip-address.js';
import { readNumber } from '../values/numeric-value.js';

/** Whether an operator can read a value of a policy. */
export function isValueOf(operator: ConditionOperatorName, value: string): boolean {
  if (operator.startsWith('Date')) return !Number.isNaN(readDate(value));
  if (operator.startsWith('Numeric')) return !Number.isNaN(readNumber(value));
  if (operator.endsWith('IpAddress')) return readIpBlock(value) !== null;
  if (operator === 'Null') return /^(?:true|false)$/i.test(value);
  // Booleans may be variables.
  if (operator === 'Bool') return /^(?:true|false)$/i.test(value) || value.includes('${');
  return true;
}
