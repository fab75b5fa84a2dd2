import type { Template } from '#libs/mapping-templates';
import {
  compileSelectionExpression,
  DEFAULT_KEY,
  type SelectionExpression,
  type SelectionScope,
} from '#libs/selection-expressions';
import { activateTemplate, type ActiveTemplate } from '../mapping/choose-template.js';

/**
 * The template whose key an expression gives, else that of `$default`; undefined: there is none. Null: an
 * empty template, behind which a body passes. Templates print JSON, whatever their keys are called.
 */
export function compileTemplateSelection(
  templates: Readonly<Record<string, Template | null>>,
  expression: SelectionExpression,
): (scope: SelectionScope) => ActiveTemplate | null | undefined {
  const byKey = new Map(
    Object.entries(templates).map(([key, template]) => [
      key,
      template && activateTemplate('application/json', template),
    ]),
  );
  if (byKey.size === 0) return () => undefined;
  const keyOf = compileSelectionExpression(expression);
  const otherwise = byKey.get(DEFAULT_KEY);
  return (scope) => {
    const template = byKey.get(keyOf(scope));
    return template === undefined ? otherwise : template;
  };
}
