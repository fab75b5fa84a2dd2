import { conditionOperatorNames, type ConditionOperator, type ConditionOperatorName } from '../policy.js';

const names = new Map<string, ConditionOperatorName>(conditionOperatorNames.map((name) => [name, name]));
const sets = ['ForAllValues', 'ForAnyValue'] as const;
const ifExists = 'IfExists';

/**
 * Takes `ForAnyValue:StringLikeIfExists` apart; null for what is no operator. Null has no IfExists form, and
 * quantifies nothing (IAM User Guide: IAM JSON policy elements: Condition operators).
 */
export function readConditionOperator(text: string): ConditionOperator | null {
  const set = sets.find((each) => text.startsWith(`${each}:`)) ?? null;
  const rest = set === null ? text : text.slice(set.length + 1);
  const hasIfExists = rest.endsWith(ifExists);
  const name = names.get(hasIfExists ? rest.slice(0, -ifExists.length) : rest);
  if (name === undefined || (name === 'Null' && hasIfExists)) return null;
  return { name, set, ifExists: hasIfExists };
}

/** As a policy has it. */
export const conditionOperatorText = ({ name, set, ifExists: optional }: ConditionOperator): string =>
  `${set === null ? '' : `${set}:`}${name}${optional ? ifExists : ''}`;
