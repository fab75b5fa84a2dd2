import type { Validator } from '#libs/json-schema';
import { compileSelectionExpression, DEFAULT_KEY } from '#libs/selection-expressions';
import type { MessageModels } from '#libs/snapshot-format';
import { reject, type Rejection } from '../../refusals/rejection.js';
import type { ActiveRequestChecks } from '../check-request.js';
import { requestScope } from '../request-scope.js';
import { messageScope } from './selection-scopes.js';

/**
 * Holds messages to the model whose key the route's model selection expression gives, else to that of
 * `$default`, and refuses those that have none (guide page "WebSocket selection expressions").
 */
export function activateMessageChecks(
  { selectionExpression, byKey }: MessageModels,
  models: ReadonlyMap<string, Validator>,
): ActiveRequestChecks {
  const keyOf = compileSelectionExpression(selectionExpression);
  const validators = new Map(
    Object.entries(byKey).map(([key, model]) => [key, model === null ? passes : models.get(model)!]),
  );
  const otherwise = validators.get(DEFAULT_KEY) ?? null;
  return (invocation) => {
    const validator = validators.get(keyOf(messageScope(invocation))) ?? otherwise;
    if (validator === null) return refuse('no model is for the message', 'no model');
    if (validator === passes) return null;
    const scope = requestScope(invocation);
    if (scope.json === undefined) return refuse('the message is not JSON', 'no JSON');
    const result = validator(scope.json, scope.body.length);
    // It may name members of the message: that is for the client, not for the log.
    return result.valid ? null : refuse('the message does not match its model', result.reason);
  };
}

const passes: Validator = () => ({ valid: true });

const refuse = (reason: string, shown: string): Rejection => ({
  ...reject('request.body_invalid', reason),
  validationErrorString: `[${shown}]`,
});
