import { parseSelectionExpression } from '#libs/selection-expressions';
import type { WebSocketPass } from '../websocket-draft.js';

/** What messages choose their routes by. */
export const readRouteSelection: WebSocketPass = (draft, diagnostics) => {
  const read = parseSelectionExpression(draft.definition.api.routeSelectionExpression, 'route');
  if (read.ok) return { ...draft, routeSelectionExpression: read.expression };
  diagnostics.add('bad-selection-expression', 'Api', `routeSelectionExpression: ${read.problem}`);
  return draft;
};
