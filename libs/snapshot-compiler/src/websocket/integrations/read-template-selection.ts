import {
  DEFAULT_KEY,
  parseSelectionExpression,
  type SelectionExpression,
  type SelectionUse,
} from '#libs/selection-expressions';
import type { Complain } from '../../integrations/complain.js';

/** What templates are chosen by; missing, it selects `$default`. */
export function readTemplateSelection(
  text: string | null,
  use: SelectionUse,
  complain: Complain,
): SelectionExpression {
  const read = parseSelectionExpression(text ?? DEFAULT_KEY, use);
  if (read.ok) return read.expression;
  complain('bad-selection-expression', `templateSelectionExpression: ${read.problem}`);
  return { parts: [{ kind: 'text', text: DEFAULT_KEY }] };
}
