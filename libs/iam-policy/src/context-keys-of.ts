import { variableKeys } from './evaluation/pattern.js';
import type { Policy, PolicyStatement } from './policy.js';

/**
 * The condition keys that policies ask for, in conditions and in variables: once each, in the spelling and
 * order of the documents. What GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy answer.
 */
export function contextKeysOf(policies: readonly Policy[]): string[] {
  const keys = new Map<string, string>();
  for (const { statements, version } of policies) {
    for (const statement of statements) {
      for (const key of keysOf(statement, version === '2012-10-17')) {
        if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
      }
    }
  }
  return [...keys.values()];
}

function keysOf({ resource, conditions }: PolicyStatement, variables: boolean): string[] {
  const inTexts = (texts: readonly string[]): string[] => (variables ? texts.flatMap(variableKeys) : []);
  return [
    ...inTexts(resource?.patterns ?? []),
    ...conditions.flatMap(({ key, values }) => [key, ...inTexts(values)]),
  ];
}
