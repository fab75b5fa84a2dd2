/** The selection expressions of WebSocket APIs; see README.md. */
export {
  compileSelectionExpression,
  keyCharsMax,
  type SelectionResponse,
  type SelectionScope,
} from './compile-selection-expression.js';
export {
  parseSelectionExpression,
  type ParseSelectionResult,
  type SelectionUse,
} from './parse-selection-expression.js';
export { DEFAULT_KEY, type SelectionExpression, type SelectionPart } from './selection-expression.js';
